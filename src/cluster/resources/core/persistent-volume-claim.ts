import { defineResource } from '../define-resource.ts'
import { PersistentVolumeClaim } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { formatAccessModes, storageClassOf } from '../shared/storage.ts'
import { validateClaimChange } from './volumes/claim-change.ts'
import { defaultClaimSpec, validateClaimSpec } from './volumes/claim-spec.ts'
import { claimWarnings } from './volumes/claim-warnings.ts'
import { dropUnknownSources, normalizeDataSources } from './volumes/data-sources.ts'
import { validateClaimStatus } from './volumes/claim-status.ts'
import { classAnnotationWarnings } from './volumes/volume-warnings.ts'

export const persistentVolumeClaim = defineResource<types.PersistentVolumeClaim>({
  type: PersistentVolumeClaim,
  returnsDeleted: true,
  generation: 'none',
  defaults(claim) {
    claim.spec ??= {}
    defaultClaimSpec(claim.spec)
  },
  defaultStatus(claim) {
    claim.status = { ...claim.status, phase: claim.status?.phase || 'Pending' }
  },
  prepareForCreate(claim) {
    claim.status = { phase: 'Pending' }
    dropUnknownSources(claim.spec!)
    normalizeDataSources(claim.spec!)
  },
  prepareForUpdate(claim, old, { subresource }) {
    if (subresource !== 'spec') return
    const { dataSource, dataSourceRef } = old.spec!
    // What a claim has been given for its beginning is for the rules to refuse.
    if (!dataSource && !dataSourceRef) dropUnknownSources(claim.spec!)
    normalizeDataSources(claim.spec!)
  },
  validate: ({ spec }, errors) => validateClaimSpec(spec!, errors.at('spec')),
  validateUpdate(claim, old, errors) {
    validateClaimSpec(claim.spec!, errors.at('spec'))
    validateClaimChange(claim, old, errors)
  },
  validateStatusUpdate: ({ status }, _old, errors) => validateClaimStatus(status ?? {}, errors.at('status')),
  warnings: (claim) => [...classAnnotationWarnings(claim.metadata.annotations), ...claimWarnings(claim, 'spec')],
  columns: [
    nameColumn,
    {
      name: 'Status',
      value: ({ metadata, status }) => (metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? '')),
    },
    { name: 'Volume', value: ({ spec }) => spec?.volumeName ?? '' },
    {
      name: 'Capacity',
      value: ({ spec, status }) => (spec?.volumeName ? String(status?.capacity?.['storage'] ?? '0') : ''),
    },
    {
      name: 'Access Modes',
      value: ({ spec, status }) => (spec?.volumeName ? formatAccessModes(status?.accessModes) : ''),
    },
    { name: 'StorageClass', value: storageClassOf },
    { name: 'VolumeAttributesClass', value: ({ spec }) => spec?.volumeAttributesClassName ?? '<unset>' },
    ageColumn,
    { name: 'VolumeMode', priority: 1, value: ({ spec }) => spec?.volumeMode ?? '<unset>' },
  ],
})
