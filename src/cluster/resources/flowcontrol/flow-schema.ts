import { defineResource } from '../define-resource.ts'
import { FlowSchema } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateFlowConditions } from './conditions.ts'
import { validateFlowSchema } from './flow-schema-rules.ts'

const PRECEDENCE = 1000

const precedenceOf = ({ spec }: types.FlowSchema) => spec?.matchingPrecedence ?? 0

export const flowSchema = defineResource<types.FlowSchema>({
  type: FlowSchema,
  statusKeepsMetadata: 'all',
  defaults({ spec }) {
    if (spec) spec.matchingPrecedence ||= PRECEDENCE
  },
  validate: validateFlowSchema,
  validateStatusUpdate: ({ status }, _old, errors) =>
    validateFlowConditions(status?.conditions, errors.at('status', 'conditions')),
  rowOrder: (a, b) => precedenceOf(a) - precedenceOf(b),
  columns: [
    nameColumn,
    { name: 'PriorityLevel', value: ({ spec }) => spec?.priorityLevelConfiguration?.name || '<none>' },
    { name: 'MatchingPrecedence', value: precedenceOf },
    { name: 'DistinguisherMethod', value: ({ spec }) => spec?.distinguisherMethod?.type || '<none>' },
    ageColumn,
    {
      name: 'MissingPL',
      value: ({ status }) => status?.conditions?.find(({ type }) => type === 'Dangling')?.status ?? '?',
    },
  ],
})
