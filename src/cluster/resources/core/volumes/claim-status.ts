import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../../apimachinery/names.ts'
import { parseQuantity, quantityValue } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { isNativeResource } from '../../shared/resource-names.ts'

const RESIZE_STATES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
  'NodeResizePending',
]

/** Rules of what is reported of a claim; `errors` stands at its status. */
export function validateClaimStatus(status: types.PersistentVolumeClaimStatus, errors: FieldErrors): void {
  const { capacity = {}, allocatedResources = {}, allocatedResourceStatuses = {} } = status
  for (const name of Object.keys(capacity)) validateAmount(capacity[name]!, errors.at('capacity').key(name))
  for (const name of Object.keys(allocatedResourceStatuses)) {
    const at = errors.at('allocatedResourceStatuses')
    validateResource(name, at)
    // Verbatim: the name stands where the state would be.
    if (!RESIZE_STATES.includes(allocatedResourceStatuses[name]!)) at.notSupported(name, RESIZE_STATES)
  }
  for (const name of Object.keys(allocatedResources)) {
    const at = errors.at('allocatedResources')
    if (validateResource(name, at)) validateAmount(allocatedResources[name]!, at.key(name))
  }
}

/**
 * Verbatim: the path is that of the whole.
 * @returns whether the name is one that volumes have.
 */
function validateResource(name: string, errors: FieldErrors): boolean {
  const problems = checkQualifiedName(name)
  const isForeign = problems.length === 0 && isNativeResource(name) && name !== 'storage'
  report(errors, name, problems)
  if (isForeign) errors.notSupported(name, ['storage'])
  return problems.length === 0 && !isForeign
}

function validateAmount(amount: types.Quantity, errors: FieldErrors): void {
  const quantity = parseQuantity(amount)
  if (quantity.nanos < 0n) errors.invalid(quantityValue(quantity), 'must be a valid resource quantity')
}
