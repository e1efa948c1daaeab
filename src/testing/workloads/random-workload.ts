import { createSeededIds, createTokenSigner, createVirtualClock } from '#base'
import { ADMIN, createCluster, createFakeNodes, isReason, kinds } from '#cluster'
import { createTestLog } from '../cluster.ts'
import { ACTIONS } from './actions.ts'
import { brokenInvariants } from './invariants.ts'
import { NAMESPACE, NODES, type WorkloadContext } from './workload-context.ts'

export interface WorkloadOptions {
  seed: number
  /** Whether components stop and start at random moments. */
  crashes: boolean
}

const STEPS = 25
const LONGEST_PAUSE_MS = 20_000
const CHECK_EVERY_MS = 30_000
/** Back-offs end at ten minutes, quarantines and leases well before. */
const REST_MS = 30 * 60_000

/**
 * Does what people do to a cluster, by chance, on a virtual clock, then waits until it has come to rest.
 * @returns what is not as it should be then, after the list of what was done; empty when all is well.
 */
export async function runRandomWorkload({ seed, crashes }: WorkloadOptions): Promise<string[]> {
  const clock = createVirtualClock()
  const ids = createSeededIds(seed)
  const cluster = createCluster({
    clock,
    ids,
    log: createTestLog(),
    signer: createTokenSigner(),
    issuer: 'https://test',
  })
  const client = cluster.clientFor(ADMIN, 'test')
  const pick = (limit: number) => Math.floor(ids.random() * limit)
  const context: WorkloadContext = { cluster, client, pick }
  const done: string[] = []
  try {
    await createFakeNodes(client, NODES)
    cluster.start()
    await clock.until(() => cluster.store.get('/registry/serviceaccounts', `${NAMESPACE}/default`) !== undefined)
    for (let step = 0; step < STEPS; step++) {
      done.push(`${Math.round(clock.now() / 1000) % 100_000}: ${await act(context)}`)
      if (crashes && pick(3) === 0) done.push(toggle(context))
      if (pick(2) === 0) await clock.advance(pick(LONGEST_PAUSE_MS))
    }
    await recover(context)
    const end = clock.now() + REST_MS
    let broken = brokenInvariants(cluster)
    while (broken.length > 0 && clock.now() < end) {
      await clock.advance(CHECK_EVERY_MS)
      broken = brokenInvariants(cluster)
    }
    return broken.length > 0 ? [...done, ...broken] : []
  } finally {
    cluster.close()
  }
}

/** One action; what it cannot do now (a name that is taken, an object that is gone) it leaves. */
async function act(context: WorkloadContext): Promise<string> {
  const action = ACTIONS[context.pick(ACTIONS.length)]!
  try {
    return await action(context)
  } catch (error) {
    if (!isReason(error, 'AlreadyExists', 'NotFound', 'Conflict')) throw error
    return `${action.name}: ${String(error)}`
  }
}

/** Stops a component that runs, or starts one that does not. */
function toggle({ cluster, pick }: WorkloadContext): string {
  const components = [...cluster.components.values()]
  const component = components[pick(components.length)]!
  if (component.running) component.stop()
  else component.start()
  return `${component.running ? 'start' : 'stop'} ${component.name}`
}

/** Lets the cluster reach what it was told: all components run, nobody is kept off the nodes. */
async function recover({ cluster, client }: WorkloadContext): Promise<void> {
  for (const component of cluster.components.values()) component.start()
  await createFakeNodes(client, NODES)
  const { items } = await client.list(kinds.Node)
  for (const { metadata } of items)
    await client.patch(kinds.Node, metadata.name, { spec: { unschedulable: null } }, { type: 'merge' })
}
