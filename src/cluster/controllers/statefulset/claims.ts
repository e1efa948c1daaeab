import { isReason } from '../../apimachinery/errors.ts'
import type { KubeObject, OwnerReference } from '../../apimachinery/object.ts'
import { PersistentVolumeClaim, Pod, StatefulSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { controllerReference } from '../shared/claim.ts'
import { claimName, isWanted, ordinalOf } from './stateful-pod.ts'

/** Makes the claims that a pod needs and that are not there. @throws when one of them is on its way out */
export async function ensureClaims(
  set: types.StatefulSet,
  podName: string,
  ordinal: number,
  context: ReconcileContext,
): Promise<void> {
  const { client, cache, events } = context
  const { name: setName, namespace = '' } = set.metadata
  for (const template of set.spec?.volumeClaimTemplates ?? []) {
    const name = claimName(set, template, ordinal)
    const existing = cache(PersistentVolumeClaim).get(`${namespace}/${name}`)
    if (existing?.metadata.deletionTimestamp) throw new ClaimIsDeleted(name)
    if (existing) continue
    const { annotations } = template.metadata
    const labels = { ...template.metadata.labels, ...set.spec?.selector.matchLabels }
    const owner = wantedOwners(set, undefined).set ? [controllerReference(StatefulSet, set)] : undefined
    const metadata = {
      name,
      namespace,
      labels,
      ...(annotations && { annotations }),
      ...(owner && { ownerReferences: owner }),
    }
    try {
      await client.create(PersistentVolumeClaim, { metadata, spec: template.spec! })
    } catch (error) {
      if (isReason(error, 'AlreadyExists')) continue
      const message = `Create Claim ${name} for Pod ${podName} in StatefulSet ${setName} failed error: ${(error as Error).message}`
      events.event(set, 'Warning', 'FailedCreate', message)
      throw error
    }
    events.event(
      set,
      'Normal',
      'SuccessfulCreate',
      `Create Claim ${name} Pod ${podName} in StatefulSet ${setName} success`,
    )
  }
}

/** A pod cannot come back before the claim of its predecessor is gone. */
export class ClaimIsDeleted extends Error {
  constructor(name: string) {
    super(`pvc ${name} is being deleted`)
    this.name = 'ClaimIsDeleted'
  }
}

/** Who should own the claims of a pod, so that they go when they are no longer wanted. */
function wantedOwners(set: types.StatefulSet, pod: types.Pod | undefined): { set: boolean; pod: boolean } {
  const { whenDeleted = 'Retain', whenScaled = 'Retain' } = set.spec?.persistentVolumeClaimRetentionPolicy ?? {}
  const scaledDown = pod !== undefined && !isWanted(set, ordinalOf(set, pod))
  const toPod = whenScaled === 'Delete' && scaledDown
  return { set: whenDeleted === 'Delete' && !toPod, pod: toPod }
}

/** Brings the owners of a pod's claims to what the set's retention policy says. */
export async function applyRetention(
  set: types.StatefulSet,
  pod: types.Pod,
  { client, cache }: ReconcileContext,
): Promise<void> {
  const wanted = wantedOwners(set, pod)
  const { namespace = '' } = set.metadata
  for (const template of set.spec?.volumeClaimTemplates ?? []) {
    const claim = cache(PersistentVolumeClaim).get(`${namespace}/${claimName(set, template, ordinalOf(set, pod))}`)
    if (!claim) continue
    const before = claim.metadata.ownerReferences ?? []
    let owners = withOwner(before, StatefulSet, set, wanted.set)
    owners = withOwner(owners, Pod, pod, wanted.pod)
    if (owners === before) continue
    const { ownerReferences: _before, ...metadata } = claim.metadata
    await client.update(PersistentVolumeClaim, {
      ...claim,
      metadata: { ...metadata, ...(owners.length > 0 && { ownerReferences: owners }) },
    })
  }
}

function withOwner(
  owners: OwnerReference[],
  type: typeof StatefulSet | typeof Pod,
  owner: KubeObject,
  wanted: boolean,
): OwnerReference[] {
  const isOwner = owners.some(({ uid }) => uid === owner.metadata.uid)
  if (isOwner === wanted) return owners
  return wanted ? [...owners, controllerReference(type, owner)] : owners.filter(({ uid }) => uid !== owner.metadata.uid)
}
