import type * as types from '../../generated/types.ts'

/** Drops what nodes report of features that are off in v1.35. */
export function dropDisabledStatus(status: types.PodStatus): void {
  delete status.allocatedResources
  delete status.resources
  delete status.extendedResourceClaimStatus
  for (const list of ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const)
    for (const container of status[list] ?? []) delete container.allocatedResourcesStatus
}

/** Drops fields of features that are off in v1.35 unless they are switched on: the server takes them for not given. */
export function dropDisabledFields(spec: types.PodSpec): void {
  delete spec.workloadRef
  for (const { projected } of spec.volumes ?? [])
    for (const source of projected?.sources ?? []) {
      delete source.clusterTrustBundle
      delete source.podCertificate
    }
  for (const list of ['containers', 'initContainers', 'ephemeralContainers'] as const)
    for (const container of spec[list] ?? []) {
      if (container.lifecycle?.stopSignal === undefined) continue
      const { stopSignal: _, ...rest } = container.lifecycle
      if (Object.keys(rest).length > 0) container.lifecycle = rest
      else delete container.lifecycle
    }
}
