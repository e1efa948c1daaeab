import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { Namespace } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { isKnownFinalizer, UNKNOWN_FINALIZER } from '../shared/object-meta.ts'

const FINALIZER = 'kubernetes'
const NAME_LABEL = 'kubernetes.io/metadata.name'

export const namespace = defineResource<types.Namespace>({
  type: Namespace,
  createOnUpdate: true,
  generation: 'none',
  nameRule: 'label',
  defaults: setNameLabel,
  defaultStatus(namespace) {
    namespace.status = { ...namespace.status, phase: namespace.status?.phase || 'Active' }
  },
  prepareForCreate(namespace) {
    const { finalizers = [] } = namespace.spec ?? {}
    namespace.spec = { finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER] }
    namespace.status = { phase: 'Active' }
  },
  prepareForUpdate(namespace, old, { subresource }) {
    // Only `finalize` changes what holds a namespace.
    if (subresource !== 'finalize' && old.spec) namespace.spec = old.spec
  },
  // Verbatim: paths have the index only where the finalizers themselves are written.
  validate: ({ spec }, errors) => validateFinalizers(spec, () => errors.at('spec', 'finalizers')),
  validateUpdate({ spec }, _old, errors, { subresource }) {
    if (subresource === 'finalize') validateFinalizers(spec, (index) => errors.at('spec', 'finalizers', index))
  },
  validateStatusUpdate({ metadata, status }, _old, errors) {
    const phase = status?.phase
    if (metadata.deletionTimestamp ? phase !== 'Terminating' : phase !== 'Active') {
      const wanted = metadata.deletionTimestamp ? 'Terminating' : 'Active'
      const state = metadata.deletionTimestamp ? 'is not empty' : 'is empty'
      errors.at('status', 'Phase').invalid(phase ?? '', `may only be '${wanted}' if \`deletionTimestamp\` ${state}`)
    }
  },
  markDeleted(namespace) {
    namespace.status = { ...namespace.status, phase: 'Terminating' }
  },
  held: ({ spec }) => (spec?.finalizers?.length ?? 0) > 0,
  returnsDeleted: true,
  selectableFields: { 'status.phase': ({ status }) => status?.phase ?? '' },
  columns: [nameColumn, { name: 'Status', value: ({ status }) => status?.phase ?? '' }, ageColumn],
})

/** Selectors find a namespace by this label, whatever its author wrote. */
function setNameLabel({ metadata }: types.Namespace): void {
  if (metadata.name) metadata.labels = { ...metadata.labels, [NAME_LABEL]: metadata.name }
}

function validateFinalizers(spec: types.NamespaceSpec | undefined, at: (index: number) => FieldErrors): void {
  for (const [index, name] of (spec?.finalizers ?? []).entries()) {
    report(at(index), name, checkQualifiedName(name))
    if (!isKnownFinalizer(name)) at(index).invalid(name, UNKNOWN_FINALIZER)
  }
}
