import { isReason } from '../../apimachinery/errors.ts'
import type { Json, OwnerReference } from '../../apimachinery/object.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { runAll } from '../shared/slow-start.ts'
import { describeOwner, formatIdentity, identityOf } from './object-identity.ts'
import {
  blocks,
  FOREGROUND,
  isForeground,
  isOrphaning,
  ORPHAN,
  type Dependent,
  type OwnerGraph,
} from './owner-graph.ts'

type Context = ReconcileContext<OwnerGraph>

/** Decides about one object: whether its dependents let it go, whether it must let go of them, whether any owner still wants it. */
export async function collect(item: Dependent, context: Context): Promise<void> {
  const { object } = item
  if (isOrphaning(object)) return orphanDependents(item, context)
  if (isForeground(object)) return finishForeground(item, context)
  if (object.metadata.deletionTimestamp) return
  return judge(item, context)
}

/** Takes the references to an owner away from all its dependents, then lets it go. */
async function orphanDependents(owner: Dependent, context: Context): Promise<void> {
  const { uid } = owner.object.metadata
  await runAll(context.state.dependentsOf(uid), (dependent) => dropOwners(dependent, [uid], context))
  await dropFinalizer(owner, ORPHAN, context)
}

/** An owner that waits for its dependents goes when none is left that blocks it. */
async function finishForeground(owner: Dependent, context: Context): Promise<void> {
  const { uid } = owner.object.metadata
  const { state } = context
  if (!state.dependentsOf(uid).some(({ object }) => blocks(object, uid)))
    return dropFinalizer(owner, FOREGROUND, context)
  if (!state.begins(uid)) return
  for (const { type, object } of state.dependentsOf(uid)) context.enqueue(formatIdentity(identityOf(type, object)))
}

/** Deletes what only had owners that are gone or going; references to gone ones are removed when another owner lives. */
async function judge(item: Dependent, context: Context): Promise<void> {
  const { object } = item
  const owners = object.metadata.ownerReferences ?? []
  if (owners.length === 0) return
  const states = await Promise.all(owners.map((owner) => context.state.stateOf(context.client, object, owner)))
  owners.forEach((owner, index) => {
    if (states[index] === 'absent' || states[index] === 'unreachable') reportWrongNamespace(item, owner, context)
  })
  // An owner of a kind that is not known may exist; then nothing is done.
  if (states.includes('unreachable')) return
  const gone = owners.filter((_, index) => states[index] !== 'lives').map(({ uid }) => uid)
  if (gone.length === 0) return
  if (gone.length < owners.length) return dropOwners(item, gone, context)
  const waits = states.includes('waits for dependents')
  const { uid } = object.metadata
  if (waits && context.state.hasDependents(uid)) {
    // Dependents that wait for their own dependents could wait for this one in a circle.
    for (const dependent of context.state.dependentsOf(uid))
      if (isForeground(dependent.object)) await unblockOwner(dependent, uid, context)
    return erase(item, 'Foreground', context)
  }
  const finalizers = object.metadata.finalizers ?? []
  await erase(
    item,
    finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background',
    context,
  )
}

async function erase(
  { type, object }: Dependent,
  propagationPolicy: 'Orphan' | 'Foreground' | 'Background',
  { client }: Context,
): Promise<void> {
  const { name, namespace, uid, resourceVersion } = object.metadata
  try {
    await client.delete(type, name, {
      ...(namespace && { namespace }),
      propagationPolicy,
      preconditions: { uid, resourceVersion },
    })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

function dropOwners(item: Dependent, uids: readonly string[], context: Context): Promise<void> {
  const left = item.object.metadata.ownerReferences?.filter(({ uid }) => !uids.includes(uid)) ?? []
  return writeOwners(item, left, context)
}

function unblockOwner(item: Dependent, ownerUid: string, context: Context): Promise<void> {
  const owners = item.object.metadata.ownerReferences ?? []
  const unblocked = owners.map((owner) => (owner.uid === ownerUid ? { ...owner, blockOwnerDeletion: false } : owner))
  return writeOwners(item, unblocked, context)
}

// A merge patch with the version works for every kind, custom ones too.
async function writeOwners(item: Dependent, owners: readonly OwnerReference[], context: Context): Promise<void> {
  await patchMetadata(item, { ownerReferences: owners.length > 0 ? (owners as unknown as Json) : null }, context)
}

async function dropFinalizer(item: Dependent, finalizer: string, context: Context): Promise<void> {
  const left = item.object.metadata.finalizers?.filter((one) => one !== finalizer) ?? []
  await patchMetadata(item, { finalizers: left.length > 0 ? left : null }, context)
}

async function patchMetadata(
  { type, object }: Dependent,
  change: { [field: string]: Json },
  { client }: Context,
): Promise<void> {
  const { name, namespace, uid, resourceVersion } = object.metadata
  try {
    await client.patch(
      type,
      name,
      { metadata: { uid, resourceVersion, ...change } },
      { type: 'merge', ...(namespace && { namespace }) },
    )
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

/** An owner in another namespace is the usual mistake behind a reference that leads nowhere. */
function reportWrongNamespace({ object }: Dependent, owner: OwnerReference, { state, events }: Context): void {
  const { namespace = '' } = object.metadata
  if (!state.isElsewhere(owner)) return
  const message = `ownerRef ${describeOwner(owner, namespace)} does not exist in namespace "${namespace}"`
  events.event(object, 'Warning', 'OwnerRefInvalidNamespace', message)
}
