import { deepEqual } from '../../apimachinery/deep.ts'
import { isReason } from '../../apimachinery/errors.ts'
import type { Json, KubeObject, LabelSelector, ResourceType } from '../../apimachinery/object.ts'
import { ControllerRevision } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { claim, controllerReference } from './claim.ts'
import { templateHash } from './template-hash.ts'

export const REVISION_HASH = 'controller-revision-hash'

type Owner = KubeObject & {
  spec?: { selector: LabelSelector; template: types.PodTemplateSpec; revisionHistoryLimit?: number }
  status?: { collisionCount?: number }
}

export interface RevisionsOptions<T extends Owner> {
  type: ResourceType<T>
  owner: T
  /** The label that carries the hash of a revision. */
  hashLabel: string
  context: Pick<ReconcileContext, 'client' | 'cache'>
}

/** The history of an owner's pod template. */
export interface Revisions {
  /** The one of the template as it is now, which has the highest number. */
  current: types.ControllerRevision
  /** The others, oldest first. */
  old: types.ControllerRevision[]
  /** How often a revision's name was taken by another one. */
  collisionCount: number
}

/** What a revision keeps: a patch that brings the template back. */
function snapshotOf({ spec }: Owner): Json {
  return { spec: { template: { ...(spec!.template as unknown as { [key: string]: Json }), $patch: 'replace' } } }
}

/** Reads the history of an owner, and adds the current template to it when it is new. Going back to an old one makes that the latest. */
export async function syncRevisions<T extends Owner>(options: RevisionsOptions<T>): Promise<Revisions> {
  const { type, owner, context } = options
  const { client, cache } = context
  const all = await claim({
    client,
    ownerType: type,
    owner,
    selector: owner.spec?.selector,
    type: ControllerRevision,
    cache: cache(ControllerRevision),
  })
  all.sort((a, b) => a.revision - b.revision || (a.metadata.name < b.metadata.name ? -1 : 1))
  const snapshot = snapshotOf(owner)
  const same = all.filter(({ data }) => deepEqual(data, snapshot))
  const found = same.at(-1)
  const old = all.filter((revision) => revision !== found)
  const number = (old.at(-1)?.revision ?? 0) + 1
  const collisionCount = owner.status?.collisionCount ?? 0
  if (!found) return createRevision(options, snapshot, number, old, collisionCount)
  const current =
    found.revision < number ? await client.update(ControllerRevision, { ...found, revision: number }) : found
  return { current, old, collisionCount }
}

async function createRevision<T extends Owner>(
  { type, owner, hashLabel, context }: RevisionsOptions<T>,
  data: Json,
  revision: number,
  old: types.ControllerRevision[],
  collisions: number,
): Promise<Revisions> {
  const { name: ownerName, namespace = '', annotations } = owner.metadata
  for (let collisionCount = collisions; ; collisionCount++) {
    const hash = templateHash(owner.spec!.template, collisionCount)
    const name = `${ownerName.slice(0, 223)}-${hash}`
    try {
      const current = await context.client.create(ControllerRevision, {
        metadata: {
          name,
          namespace,
          labels: { ...owner.spec!.template.metadata?.labels, [hashLabel]: hash },
          ...(annotations && { annotations }),
          ownerReferences: [controllerReference(type, owner)],
        },
        data: data as never,
        revision,
      })
      return { current, old, collisionCount }
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error
      const taken = await context.client.get(ControllerRevision, name, { namespace })
      if (deepEqual(taken.data, data)) return { current: taken, old, collisionCount }
    }
  }
}

/** Deletes the oldest revisions beyond the limit; those that pods still have do not count. */
export async function removeOldRevisions(
  { spec }: Owner,
  old: readonly types.ControllerRevision[],
  isLive: (revision: types.ControllerRevision) => boolean,
  { client }: Pick<ReconcileContext, 'client'>,
): Promise<void> {
  const limit = spec?.revisionHistoryLimit ?? 10
  const dead = old.filter((revision) => !isLive(revision))
  for (const { metadata } of dead.slice(0, Math.max(0, dead.length - limit))) {
    try {
      await client.delete(ControllerRevision, metadata.name, { namespace: metadata.namespace! })
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error
    }
  }
}
