import type { Mutable } from '../../resources/define-resource.ts'
import type { CustomResourceDefinition } from '../../resources/generated/types.ts'

/** Holds a definition until its last object is gone. */
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io'

/** Fills in the names and the conversion that a definition leaves out. */
export function defaultDefinition({ spec }: Mutable<CustomResourceDefinition>): void {
  spec.scope ??= ''
  spec.conversion ??= { strategy: 'None' }
  const { names, conversion } = spec
  if (!names) return
  names.singular ||= (names.kind ?? '').toLowerCase()
  if (!names.listKind && names.kind) names.listKind = `${names.kind}List`
  const service = conversion.webhook?.clientConfig?.service
  if (service) service.port ??= 443
}

/** Records the versions in which objects may lie in the store. */
export function recordStoredVersion(object: Mutable<CustomResourceDefinition>): void {
  const storage = object.spec.versions?.find((version) => version.storage)
  if (!storage) return
  const known = object.status?.storedVersions ?? []
  if (known.includes(storage.name)) return
  object.status = { ...object.status, storedVersions: [...known, storage.name] }
}

/** Marks a definition whose objects have to go first. */
export function markTerminating(object: Mutable<CustomResourceDefinition>): void {
  const { metadata } = object
  metadata.finalizers = [...new Set([...(metadata.finalizers ?? []), CLEANUP])]
  const condition = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: metadata.deletionTimestamp!,
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  }
  const others = object.status?.conditions?.filter(({ type }) => type !== 'Terminating') ?? []
  object.status = { ...object.status, conditions: [...others, condition] }
}
