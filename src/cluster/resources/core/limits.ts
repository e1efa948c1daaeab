import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../apimachinery/names.ts'
import {
  compareQuantity,
  formatQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityOf,
  type Quantity,
} from '../../apimachinery/quantity.ts'
import type * as types from '../generated/types.ts'
import { checkContainerResourceName, checkResourceName, isOvercommitAllowed } from '../shared/resource-names.ts'

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim']

type Amounts = Readonly<Record<string, types.Quantity>>

/** Rules of a LimitRange; `errors` stands at `limits`. */
export function validateLimits(limits: readonly types.LimitRangeItem[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, limit] of limits.entries()) {
    const at = errors.at(index)
    validateType(limit.type, at.at('type'))
    if (seen.has(limit.type)) at.at('type').duplicate(limit.type)
    seen.add(limit.type)
    validateLimit(limit, at)
  }
}

function validateType(type: string, errors: FieldErrors): void {
  const problems = checkQualifiedName(type)
  report(errors, type, problems)
  if (problems.length === 0 && !type.includes('/') && !TYPES.includes(type))
    errors.invalid(type, 'must be a standard limit type or fully qualified')
}

function validateLimit(limit: types.LimitRangeItem, errors: FieldErrors): void {
  const checkName = limit.type === 'Pod' || limit.type === 'Container' ? checkContainerResourceName : checkResourceName
  const names = new Set<string>()
  const look = (field: keyof types.LimitRangeItem) => {
    for (const name of Object.keys((limit[field] as Amounts | undefined) ?? {})) {
      checkName(name, errors.at(field).key(name))
      names.add(name)
    }
  }
  look('max')
  look('min')
  if (limit.type === 'Pod') {
    for (const field of ['default', 'defaultRequest'] as const)
      if (limit[field]) errors.at(field).forbidden("may not be specified when `type` is 'Pod'")
  } else {
    look('default')
    look('defaultRequest')
  }
  if (
    limit.type === 'PersistentVolumeClaim' &&
    limit.min?.['storage'] === undefined &&
    limit.max?.['storage'] === undefined
  )
    errors.at('limits').required('either minimum or maximum storage value is required, but neither was provided')
  look('maxLimitRequestRatio')
  for (const name of names) compareAmounts(name, limit, errors)
}

const text = (quantity: Quantity) => formatQuantity(quantity)

function compareAmounts(name: string, limit: types.LimitRangeItem, errors: FieldErrors): void {
  const amount = (amounts: Amounts | undefined) =>
    amounts?.[name] === undefined ? undefined : parseQuantity(amounts[name])
  const [min, max] = [amount(limit.min), amount(limit.max)]
  // What a Pod's limits may not have is compared with nothing.
  const [limitDefault, request] = limit.type === 'Pod' ? [] : [amount(limit.default), amount(limit.defaultRequest)]
  const exceeds = (a: Quantity | undefined, b: Quantity | undefined): a is Quantity =>
    a !== undefined && b !== undefined && compareQuantity(a, b) > 0
  const at = (field: string) => errors.at(field).key(name)
  // Verbatim: which of the two values is shown differs from rule to rule.
  if (exceeds(min, max)) at('min').invalid(text(min), `min value ${text(min)} is greater than max value ${text(max!)}`)
  if (exceeds(min, request))
    at('defaultRequest').invalid(
      text(request!),
      `min value ${text(min)} is greater than default request value ${text(request!)}`,
    )
  if (exceeds(request, max))
    at('defaultRequest').invalid(
      text(request),
      `default request value ${text(request)} is greater than max value ${text(max!)}`,
    )
  if (exceeds(request, limitDefault))
    at('defaultRequest').invalid(
      text(request),
      `default request value ${text(request)} is greater than default limit value ${text(limitDefault!)}`,
    )
  if (exceeds(min, limitDefault))
    at('default').invalid(text(min), `min value ${text(min)} is greater than default value ${text(limitDefault!)}`)
  if (exceeds(limitDefault, max))
    at('default').invalid(text(max!), `default value ${text(limitDefault)} is greater than max value ${text(max!)}`)
  const ratio = amount(limit.maxLimitRequestRatio)
  if (ratio) validateRatio(ratio, min, max, at('maxLimitRequestRatio'))
  if (limit.type !== 'Container' || isOvercommitAllowed(name) || !limitDefault || !request) return
  if (compareQuantity(limitDefault, request) !== 0)
    at('defaultRequest').invalid(
      text(request),
      `default value ${text(limitDefault)} must equal to defaultRequest value ${text(request)} in ${name}`,
    )
}

function validateRatio(
  ratio: Quantity,
  min: Quantity | undefined,
  max: Quantity | undefined,
  errors: FieldErrors,
): void {
  if (compareQuantity(ratio, quantityOf(1)) < 0) errors.invalid(text(ratio), `ratio ${text(ratio)} is less than 1`)
  if (!min || !max) return
  const most = quantityMilliValue(max) / quantityMilliValue(min)
  if (quantityMilliValue(ratio) / 1000 > most)
    errors.invalid(text(ratio), `ratio ${text(ratio)} is greater than max/min = ${most.toFixed(6)}`)
}
