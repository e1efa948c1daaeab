import type * as types from '../../generated/types.ts'

const SNAPSHOTS = 'snapshot.storage.k8s.io'

/** Drops what a new claim cannot begin with. Sources of other namespaces are a feature that is off in v1.35. */
export function dropUnknownSources(spec: types.PersistentVolumeClaimSpec): void {
  if (spec.dataSource && !isKnown(spec.dataSource)) delete spec.dataSource
  if (spec.dataSourceRef?.namespace) delete spec.dataSourceRef
}

/** Keeps the old field for what a claim begins with and the new one alike. */
export function normalizeDataSources(spec: types.PersistentVolumeClaimSpec): void {
  const { dataSource, dataSourceRef } = spec
  if (dataSourceRef?.namespace) return
  if (dataSource && !dataSourceRef) spec.dataSourceRef = { ...dataSource }
  else if (dataSourceRef && !dataSource) {
    const { apiGroup, kind, name } = dataSourceRef
    spec.dataSource = { ...(apiGroup !== undefined && { apiGroup }), kind, name }
  }
}

function isKnown({ apiGroup, kind }: types.TypedLocalObjectReference): boolean {
  return kind === 'PersistentVolumeClaim' ? !apiGroup : kind === 'VolumeSnapshot' && apiGroup === SNAPSHOTS
}
