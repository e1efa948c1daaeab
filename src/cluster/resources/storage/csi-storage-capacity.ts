import { semanticEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkSubdomain } from '../../apimachinery/names.ts'
import { formatQuantity, parseQuantity } from '../../apimachinery/quantity.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import { defineResource } from '../define-resource.ts'
import { CSIStorageCapacity } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { defaultColumns } from '../shared/columns.ts'
import { printedSelector } from '../shared/label-selector.ts'
import { checkName } from '../shared/rules.ts'

export const csiStorageCapacity = defineResource<types.CSIStorageCapacity>({
  type: CSIStorageCapacity,
  unconditionalUpdate: false,
  generation: 'none',
  validate: validateCapacity,
  validateUpdate(capacity, old, errors) {
    validateCapacity(capacity, errors)
    const { nodeTopology, storageClassName } = capacity
    if (!semanticEqual(nodeTopology ?? null, old.nodeTopology ?? null))
      errors.at('nodeTopology').invalid(nodeTopology && printedSelector(nodeTopology), 'field is immutable')
    if (storageClassName !== old.storageClassName)
      errors.at('storageClassName').invalid(storageClassName ?? '', 'field is immutable')
  },
  columns: defaultColumns,
})

function validateCapacity(object: types.CSIStorageCapacity, errors: FieldErrors): void {
  const { nodeTopology, storageClassName, capacity } = object
  if (nodeTopology) validateSelector(nodeTopology, errors.at('nodeTopology'))
  checkName(storageClassName ?? '', checkSubdomain, errors.at('storageClassName'))
  validateAmount(capacity, errors.at('capacity'))
}

function validateAmount(amount: types.Quantity | undefined, errors: FieldErrors): void {
  if (amount === undefined) return
  const quantity = parseQuantity(amount)
  if (quantity.nanos < 0n) errors.invalid(formatQuantity(quantity), 'must be greater than or equal to 0')
}
