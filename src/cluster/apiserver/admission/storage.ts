import { forbidden } from '../../apimachinery/errors.ts'
import { compareQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { Ingress, IngressClass, PersistentVolumeClaim, StorageClass } from '../../resources/generated/types.ts'
import type { AdmissionPlugin } from './admission.ts'

const PROTECTION: Readonly<Record<string, string>> = {
  persistentvolumeclaims: 'kubernetes.io/pvc-protection',
  persistentvolumes: 'kubernetes.io/pv-protection',
  volumeattributesclasses: 'kubernetes.io/vac-protection',
}

/** Keeps claims and volumes that are in use from going away. */
export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  mutate({ operation, resource, subresource, object }) {
    const finalizer = PROTECTION[resource.type.plural]
    if (!finalizer || operation !== 'CREATE' || subresource !== '' || !object) return
    const { metadata } = object
    if (!metadata.finalizers?.includes(finalizer)) metadata.finalizers = [...(metadata.finalizers ?? []), finalizer]
  },
}

const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class'
const LEGACY_DEFAULT_CLASS = 'storageclass.beta.kubernetes.io/is-default-class'

/** The class of claims that name none: the youngest of those that are marked. */
export function defaultStorageClassOf(classes: Iterable<StorageClass>): StorageClass | undefined {
  const marked = [...classes].filter(
    ({ metadata: { annotations } }) =>
      annotations?.[DEFAULT_CLASS] === 'true' || annotations?.[LEGACY_DEFAULT_CLASS] === 'true',
  )
  return marked.sort((a, b) =>
    a.metadata.creationTimestamp > b.metadata.creationTimestamp
      ? -1
      : a.metadata.creationTimestamp < b.metadata.creationTimestamp
        ? 1
        : a.metadata.name < b.metadata.name
          ? -1
          : 1,
  )[0]
}

/** Gives claims that name no class the default one. */
export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  mutate({ operation, resource, subresource, object }, context) {
    if (operation !== 'CREATE' || subresource !== '' || resource.type.plural !== 'persistentvolumeclaims' || !object)
      return
    const claim = object as unknown as PersistentVolumeClaim
    if (claim.spec!.storageClassName !== undefined) return
    const found = defaultStorageClassOf(context.readAll(kinds.StorageClass))
    if (found) claim.spec!.storageClassName = found.metadata.name
  },
}

const DEFAULT_INGRESS_CLASS = 'ingressclass.kubernetes.io/is-default-class'

/** Gives Ingresses that name no class the default one. */
export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  mutate({ operation, resource, subresource, object }, context) {
    if (operation !== 'CREATE' || subresource !== '' || resource.type.plural !== 'ingresses' || !object) return
    const ingress = object as unknown as Ingress
    if (
      ingress.spec!.ingressClassName !== undefined ||
      ingress.metadata.annotations?.['kubernetes.io/ingress.class'] !== undefined
    )
      return
    const marked: IngressClass[] = []
    for (const candidate of context.readAll(kinds.IngressClass))
      if (candidate.metadata.annotations?.[DEFAULT_INGRESS_CLASS] === 'true') marked.push(candidate)
    marked.sort((a, b) => (a.metadata.creationTimestamp > b.metadata.creationTimestamp ? -1 : 1))
    if (marked[0]) ingress.spec!.ingressClassName = marked[0].metadata.name
  },
}

/** Claims grow only where their class allows it. */
export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate({ operation, resource, subresource, object, oldObject, name }, context) {
    if (operation !== 'UPDATE' || subresource !== '' || resource.type.plural !== 'persistentvolumeclaims') return
    const claim = object as unknown as PersistentVolumeClaim
    const before = (oldObject as unknown as PersistentVolumeClaim).spec?.resources?.requests?.storage
    const after = claim.spec?.resources?.requests?.storage
    if (
      before === undefined ||
      after === undefined ||
      compareQuantity(parseQuantity(after), parseQuantity(before)) <= 0
    )
      return
    if (claim.status?.phase !== 'Bound')
      throw forbidden(resource.type, name, 'Only bound persistent volume claims can be expanded')
    const storageClass = claim.spec?.storageClassName
      ? context.read(kinds.StorageClass, claim.spec.storageClassName)
      : undefined
    if (storageClass?.allowVolumeExpansion) return
    throw forbidden(
      resource.type,
      name,
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    )
  },
}
