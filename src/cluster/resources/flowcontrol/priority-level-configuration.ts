import { defineResource } from '../define-resource.ts'
import { PriorityLevelConfiguration } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'

export const priorityLevelConfiguration = defineResource<types.PriorityLevelConfiguration>({
  type: PriorityLevelConfiguration,
  columns: [
    nameColumn,
    { name: 'Type', value: ({ spec }) => spec?.type ?? '' },
    {
      name: 'NominalConcurrencyShares',
      value: ({ spec }) =>
        spec?.limited?.nominalConcurrencyShares ?? spec?.exempt?.nominalConcurrencyShares ?? '<none>',
    },
    { name: 'Queues', value: (object) => queuing(object)?.queues ?? '<none>' },
    { name: 'HandSize', value: (object) => queuing(object)?.handSize ?? '<none>' },
    { name: 'QueueLengthLimit', value: (object) => queuing(object)?.queueLengthLimit ?? '<none>' },
    ageColumn,
  ],
})

const queuing = ({ spec }: types.PriorityLevelConfiguration) => spec?.limited?.limitResponse?.queuing
