import { defineResource } from '../define-resource.ts'
import { PriorityLevelConfiguration } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateFlowConditions } from './conditions.ts'
import { validateLevel } from './priority-level-rules.ts'

export const priorityLevelConfiguration = defineResource<types.PriorityLevelConfiguration>({
  type: PriorityLevelConfiguration,
  statusKeepsMetadata: 'all',
  defaults: defaultLevel,
  validate: validateLevel,
  validateStatusUpdate: ({ status }, _old, errors) =>
    validateFlowConditions(status?.conditions, errors.at('status', 'conditions')),
  columns: [
    nameColumn,
    { name: 'Type', value: ({ spec }) => spec?.type ?? '' },
    {
      name: 'NominalConcurrencyShares',
      // Verbatim: shares of the exempt are not shown.
      value: ({ spec }) => spec?.limited?.nominalConcurrencyShares ?? '<none>',
    },
    { name: 'Queues', value: (object) => queuing(object)?.queues ?? '<none>' },
    { name: 'HandSize', value: (object) => queuing(object)?.handSize ?? '<none>' },
    { name: 'QueueLengthLimit', value: (object) => queuing(object)?.queueLengthLimit ?? '<none>' },
    ageColumn,
  ],
})

const queuing = ({ spec }: types.PriorityLevelConfiguration) => spec?.limited?.limitResponse?.queuing

const SHARES = 30
const QUEUES = 64
const HAND_SIZE = 8
const QUEUE_LENGTH = 50

function defaultLevel({ spec }: types.PriorityLevelConfiguration): void {
  const { exempt, limited } = spec ?? {}
  if (exempt) {
    exempt.nominalConcurrencyShares ??= 0
    exempt.lendablePercent ??= 0
  }
  if (!limited) return
  limited.nominalConcurrencyShares ??= SHARES
  limited.lendablePercent ??= 0
  const queues = limited.limitResponse?.queuing
  if (!queues) return
  queues.queues ||= QUEUES
  queues.handSize ||= HAND_SIZE
  queues.queueLengthLimit ||= QUEUE_LENGTH
}
