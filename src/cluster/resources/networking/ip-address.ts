import { defineResource } from '../define-resource.ts'
import { IPAddress } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { nameColumn } from '../shared/columns.ts'

export const ipAddress = defineResource<types.IPAddress>({
  type: IPAddress,
  nameRule: 'ip-address',
  columns: [nameColumn, { name: 'ParentRef', value: parentText }],
})

function parentText({ spec }: types.IPAddress): string {
  const { group, resource = '', namespace, name = '' } = spec?.parentRef ?? {}
  return `${resource}${group ? `.${group}` : ''}/${namespace ? `${namespace}/` : ''}${name}`
}
