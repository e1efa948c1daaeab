import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkPathSegment, checkSubdomain } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { IPAddress } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { nameColumn } from '../shared/columns.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { checkName, requireName } from '../shared/rules.ts'

const PARENT: Shape = [
  ['Group', 'group', ''],
  ['Resource', 'resource', ''],
  ['Namespace', 'namespace', ''],
  ['Name', 'name', ''],
]

export const ipAddress = defineResource<types.IPAddress>({
  type: IPAddress,
  nameRule: 'ip-address',
  generation: 'none',
  validate: ({ spec }, errors) => validateParent(spec?.parentRef, errors.at('spec', 'parentRef')),
  validateUpdate({ spec }, old, errors) {
    const [parent, before] = [spec?.parentRef, old.spec?.parentRef]
    const at = errors.at('spec', 'parentRef')
    validateParent(parent, at)
    if (!semanticEqual(parent, before)) at.invalid(parent && internalForm(parent, PARENT), 'field is immutable')
  },
  columns: [nameColumn, { name: 'ParentRef', value: parentText }],
})

function validateParent(parent: types.ParentReference | undefined, errors: FieldErrors): void {
  if (!parent) return errors.required()
  if (parent.group) checkName(parent.group, checkSubdomain, errors.at('group'))
  requireName(parent.resource, checkPathSegment, errors.at('resource'))
  requireName(parent.name, checkPathSegment, errors.at('name'))
  if (parent.namespace) checkName(parent.namespace, checkPathSegment, errors.at('namespace'))
}

function parentText({ spec }: types.IPAddress): string {
  const { group, resource = '', namespace, name = '' } = spec?.parentRef ?? {}
  return `${resource}${group ? `.${group}` : ''}/${namespace ? `${namespace}/` : ''}${name}`
}
