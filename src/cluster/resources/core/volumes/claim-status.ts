import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../../apimachinery/names.ts'
import { parseQuantity, quantityValue } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import { checkWord } from '../../shared/rules.ts'

const RESIZE_STATES = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizePending',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
] as const

/** Rules of what is reported of a claim; `errors` stands at its status. */
export function validateClaimStatus(status: types.PersistentVolumeClaimStatus, errors: FieldErrors): void {
  const { capacity = {}, allocatedResources = {}, allocatedResourceStatuses = {} } = status
  for (const name of Object.keys(capacity)) validateAmount(capacity[name]!, errors.at('capacity').key(name))
  for (const name of Object.keys(allocatedResourceStatuses)) {
    const at = errors.at('allocatedResourceStatuses')
    validateResource(name, at)
    checkWord(allocatedResourceStatuses[name], RESIZE_STATES, at)
  }
  for (const name of Object.keys(allocatedResources)) {
    const at = errors.at('allocatedResources')
    validateResource(name, at)
    validateAmount(allocatedResources[name]!, at.key(name))
  }
}

// Verbatim: the path is that of the whole.
function validateResource(name: string, errors: FieldErrors): void {
  const problems = checkQualifiedName(name)
  if (problems.length > 0) report(errors, name, problems)
  else if (!name.includes('/') && name !== 'storage') errors.notSupported(name, ['storage'])
}

function validateAmount(amount: types.Quantity, errors: FieldErrors): void {
  const quantity = parseQuantity(amount)
  if (quantity.nanos < 0n) errors.invalid(quantityValue(quantity), 'must be a valid resource quantity')
}
