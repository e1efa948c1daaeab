import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, validateLabels } from '../../apimachinery/names.ts'
import { validateTolerations, validateUniqueTolerations } from '../core/pod-spec/tolerations.ts'
import { defineResource } from '../define-resource.ts'
import { RuntimeClass } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { checkContainerResourceName, validateContainerAmount } from '../shared/resource-names.ts'
import { checkName } from '../shared/rules.ts'

export const runtimeClass = defineResource<types.RuntimeClass>({
  type: RuntimeClass,
  unconditionalUpdate: false,
  createOnUpdate: true,
  generation: 'none',
  validate: validateClass,
  validateUpdate(runtime, old, errors) {
    validateClass(runtime, errors)
    if (runtime.handler !== old.handler) errors.at('handler').invalid(runtime.handler ?? '', 'field is immutable')
  },
  columns: [nameColumn, { name: 'Handler', value: ({ handler }) => handler }, ageColumn],
})

function validateClass({ handler, overhead, scheduling }: types.RuntimeClass, errors: FieldErrors): void {
  checkName(handler ?? '', checkLabel, errors.at('handler'))
  // Verbatim: the path is that of the limits of a container.
  const amounts = errors.at('overhead', 'limits')
  for (const [name, amount] of Object.entries(overhead?.podFixed ?? {})) {
    checkContainerResourceName(name, amounts.key(name))
    validateContainerAmount(name, amount, amounts.key(name))
  }
  if (scheduling) validateScheduling(scheduling, errors.at('scheduling'))
}

function validateScheduling({ nodeSelector, tolerations = [] }: types.Scheduling, errors: FieldErrors): void {
  if (nodeSelector) validateLabels(nodeSelector, errors.at('nodeSelector'))
  validateTolerations(tolerations, errors.at('tolerations'))
  validateUniqueTolerations(tolerations, errors.at('tolerations'))
}
