import { controllerOf } from '../../apimachinery/object.ts'
import { defineResource } from '../define-resource.ts'
import { ControllerRevision } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const controllerRevision = defineResource<types.ControllerRevision>({
  type: ControllerRevision,
  generation: 'none',
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
