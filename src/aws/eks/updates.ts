import { eksErrors } from './errors.ts'
import type { ClusterRecord } from './model/cluster.ts'
import type { Scope } from '../scope.ts'
import type { Update } from './model/update.ts'

/** Updates that a cluster remembers. */
const MAX_UPDATES = 50

/** What an update changes; values that are `undefined` are left out. */
export type UpdateParams = Readonly<Record<string, unknown>>

/** Begins an update. */
export function startUpdate(
  { account }: Scope,
  record: ClusterRecord,
  type: string,
  params: UpdateParams,
  about: Pick<Update, 'nodegroupName' | 'addonName'> = {},
): Update {
  const update: Update = {
    id: account.ids.uuid(),
    status: 'InProgress',
    type,
    params: Object.entries(params)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ type: name, value: typeof value === 'string' ? value : JSON.stringify(value) })),
    createdAt: account.clock.now(),
    errors: [],
    ...about,
  }
  record.updates.push(update)
  if (record.updates.length > MAX_UPDATES) record.updates.shift()
  return update
}

/** The update that still runs on a cluster, a node group or an add-on. */
export const runningUpdate = (
  record: ClusterRecord,
  about: Pick<Update, 'nodegroupName' | 'addonName'> = {},
): Update | undefined =>
  record.updates.find(
    (update) =>
      update.status === 'InProgress' &&
      update.nodegroupName === about.nodegroupName &&
      update.addonName === about.addonName,
  )

/** @throws AwsError when the cluster is not ACTIVE, or changes already. */
export function assertIdle({ cluster, ...record }: ClusterRecord, verb: string): void {
  const running = runningUpdate({ cluster, ...record })
  if (running) throw eksErrors.clusterBusy(verb, cluster.name, running.id)
  if (cluster.status !== 'ACTIVE') throw eksErrors.clusterNotActive(cluster.name)
}

/** Ends an update well. */
export function succeed(update: Update | undefined): void {
  if (update?.status === 'InProgress') update.status = 'Successful'
}

/** Ends an update badly. */
export function fail(
  update: Update | undefined,
  errorCode: string,
  errorMessage: string,
  resourceIds: string[] = [],
): void {
  if (update?.status !== 'InProgress') return
  update.status = 'Failed'
  update.errors = [{ errorCode, errorMessage, resourceIds }]
}
