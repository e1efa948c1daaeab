import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { defineResource } from '../define-resource.ts'
import { PriorityClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { requireWord } from '../shared/rules.ts'

const POLICIES = ['PreemptLowerPriority', 'Never'] as const
const HIGHEST_OF_USERS = 1_000_000_000
const SYSTEM_PREFIX = 'system-'
const RESERVED = "priority class names with 'system-' prefix are reserved for system use only."
/** The classes that the system brings along, and their values: nobody makes others, nobody takes them away. */
export const SYSTEM_CLASSES: Readonly<Record<string, number>> = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
}

export const priorityClass = defineResource<types.PriorityClass>({
  type: PriorityClass,
  metadataRules: { updateChecks: 'thrice' },
  // Nothing in it can change that would count.
  generation: () => false,
  defaults(priority) {
    priority.preemptionPolicy ??= 'PreemptLowerPriority'
  },
  validate: validateClass,
  validateUpdate(priority, old, errors) {
    // Verbatim: the number is a thing that may not change, the policy a field that is immutable.
    if ((priority.value ?? 0) !== (old.value ?? 0)) errors.at('value').forbidden('may not be changed in an update.')
    if (priority.preemptionPolicy !== old.preemptionPolicy)
      errors.at('preemptionPolicy').invalid(priority.preemptionPolicy, 'field is immutable')
  },
  columns: [
    nameColumn,
    { name: 'Value', type: 'integer', value: ({ value }) => value },
    { name: 'Global-Default', type: 'boolean', value: ({ globalDefault }) => globalDefault ?? false },
    ageColumn,
    { name: 'PreemptionPolicy', value: ({ preemptionPolicy }) => preemptionPolicy ?? '' },
  ],
})

function validateClass({ metadata, value, preemptionPolicy }: types.PriorityClass, errors: FieldErrors): void {
  if (metadata.name.startsWith(SYSTEM_PREFIX)) {
    const problem = systemProblem(metadata.name, value)
    if (problem) errors.at('metadata', 'name').forbidden(`${RESERVED} error: ${problem}`)
  } else if (value > HIGHEST_OF_USERS)
    errors.at('value').forbidden(`maximum allowed value of a user defined priority is ${HIGHEST_OF_USERS}`)
  requireWord(preemptionPolicy, POLICIES, errors.at('preemptionPolicy'))
}

function systemProblem(name: string, value: number): string | undefined {
  const fixed = SYSTEM_CLASSES[name]
  if (fixed === undefined) return `${name} is not a known system priority class`
  return value === fixed ? undefined : `value of ${name} PriorityClass must be ${fixed}`
}
