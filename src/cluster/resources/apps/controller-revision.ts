import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { controllerOf } from '../../apimachinery/object.ts'
import { defineResource } from '../define-resource.ts'
import { ControllerRevision } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkNonNegative } from '../shared/rules.ts'

export const controllerRevision = defineResource<types.ControllerRevision>({
  type: ControllerRevision,
  generation: 'none',
  validate: (revision, errors) => validateRevision(revision, errors),
  validateUpdate(revision, old, errors) {
    validateRevision(revision, errors)
    if (!deepEqual(revision.data, old.data)) errors.at('data').invalid(revision.data, 'field is immutable')
  },
  columns: [
    nameColumn,
    { name: 'Controller', value: controllerText },
    { name: 'Revision', value: ({ revision }) => revision },
    ageColumn,
  ],
})

function controllerText(revision: types.ControllerRevision): string {
  const owner = controllerOf(revision)
  if (!owner) return '<none>'
  const slash = owner.apiVersion.indexOf('/')
  const group = slash < 0 ? '' : `.${owner.apiVersion.slice(0, slash)}`
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`
}

function validateRevision({ data, revision }: types.ControllerRevision, errors: FieldErrors): void {
  checkNonNegative(revision, errors.at('revision'))
  if (!data) errors.at('data').required('data is mandatory')
  else if (typeof data !== 'object' || Array.isArray(data))
    errors.at('data').required('data must be a valid JSON object')
}
