import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import flowSchemas from '../bootstrap/flow-schemas.json' with { type: 'json' }
import priorityLevels from '../bootstrap/priority-levels.json' with { type: 'json' }
import type * as types from '../generated/types.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'

const EXEMPT = 'exempt'
/** The objects that a server cannot do without: what they say is fixed. */
const MANDATORY: readonly string[] = [EXEMPT, 'catch-all']

const SUBJECT: Shape = [
  ['Kind', 'kind', ''],
  ['User', 'user', null, [['Name', 'name', '']]],
  ['Group', 'group', null, [['Name', 'name', '']]],
  [
    'ServiceAccount',
    'serviceAccount',
    null,
    [
      ['Namespace', 'namespace', ''],
      ['Name', 'name', ''],
    ],
  ],
]
const RESOURCE_RULE: Shape = [
  ['Verbs', 'verbs', null],
  ['APIGroups', 'apiGroups', null],
  ['Resources', 'resources', null],
  ['ClusterScope', 'clusterScope', false],
  ['Namespaces', 'namespaces', null],
]
const NON_RESOURCE_RULE: Shape = [
  ['Verbs', 'verbs', null],
  ['NonResourceURLs', 'nonResourceURLs', null],
]
const SCHEMA: Shape = [
  ['PriorityLevelConfiguration', 'priorityLevelConfiguration', { Name: '' }, [['Name', 'name', '']]],
  ['MatchingPrecedence', 'matchingPrecedence', 0],
  ['DistinguisherMethod', 'distinguisherMethod', null, [['Type', 'type', '']]],
  [
    'Rules',
    'rules',
    null,
    [
      ['Subjects', 'subjects', null, SUBJECT],
      ['ResourceRules', 'resourceRules', null, RESOURCE_RULE],
      ['NonResourceRules', 'nonResourceRules', null, NON_RESOURCE_RULE],
    ],
  ],
]
const QUEUING: Shape = [
  ['Queues', 'queues', 0],
  ['HandSize', 'handSize', 0],
  ['QueueLengthLimit', 'queueLengthLimit', 0],
]
const LIMITED: Shape = [
  ['NominalConcurrencyShares', 'nominalConcurrencyShares', 0],
  [
    'LimitResponse',
    'limitResponse',
    { Type: '', Queuing: null },
    [
      ['Type', 'type', ''],
      ['Queuing', 'queuing', null, QUEUING],
    ],
  ],
  ['LendablePercent', 'lendablePercent', null],
  ['BorrowingLimitPercent', 'borrowingLimitPercent', null],
]
const LEVEL: Shape = [
  ['Type', 'type', ''],
  ['Limited', 'limited', null, LIMITED],
  [
    'Exempt',
    'exempt',
    null,
    [
      ['NominalConcurrencyShares', 'nominalConcurrencyShares', null],
      ['LendablePercent', 'lendablePercent', null],
    ],
  ],
]

/** Keeps the schemas that must be there as they are; `errors` stands at `spec`. */
export function validateMandatorySchema({ metadata: { name }, spec }: types.FlowSchema, errors: FieldErrors): void {
  if (!MANDATORY.includes(name)) return
  const fixed = flowSchemas.find(({ metadata }) => metadata.name === name)!.spec
  if (!semanticEqual(spec, fixed))
    errors.invalid(internalForm(spec ?? {}, SCHEMA), `spec of '${name}' must equal the fixed value`)
}

/** Keeps the levels that must be there as they are, but for what the exempt one lends; `errors` stands at `spec`. */
export function validateMandatoryLevel(
  { metadata: { name }, spec }: types.PriorityLevelConfiguration,
  errors: FieldErrors,
): void {
  if (!MANDATORY.includes(name)) return
  const fixed: types.PriorityLevelConfigurationSpec = priorityLevels.find(
    ({ metadata }) => metadata.name === name,
  )!.spec
  const wanted = name === EXEMPT ? { ...fixed, exempt: spec?.exempt } : fixed
  if (semanticEqual(spec, wanted)) return
  const whole = name === EXEMPT ? " except the 'spec.exempt' field" : ''
  errors.invalid(internalForm(spec ?? {}, LEVEL), `spec of '${name}'${whole} must equal the fixed value`)
}
