import { defineResource } from '../define-resource.ts'
import { IngressClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const ingressClass = defineResource<types.IngressClass>({
  type: IngressClass,
  columns: [
    nameColumn,
    { name: 'Controller', value: ({ spec }) => spec?.controller ?? '' },
    { name: 'Parameters', value: parametersText },
    ageColumn,
  ],
})

function parametersText({ spec }: types.IngressClass): string {
  const { parameters } = spec ?? {}
  if (!parameters) return '<none>'
  return `${parameters.kind}${parameters.apiGroup ? `.${parameters.apiGroup}` : ''}/${parameters.name}`
}
