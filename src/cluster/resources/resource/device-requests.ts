import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../apimachinery/names.ts'
import type { Mutable } from '../define-resource.ts'
import type { DeviceRequest, DeviceSubRequest, ExactDeviceRequest } from '../generated/types.ts'
import { checkName, requireName } from '../shared/rules.ts'
import { validateSelectors } from './device-selectors.ts'

const MODES = ['All', 'ExactCount']
const CHOICE = 'exactly one of `exactly` or `firstAvailable` is required'

/** Fills in how many devices a request is for. */
export function defaultRequest({ exactly, firstAvailable = [] }: DeviceRequest): void {
  for (const wish of [...(exactly ? [exactly] : []), ...firstAvailable] as Mutable<ExactDeviceRequest>[]) {
    wish.allocationMode ||= 'ExactCount'
    if (wish.allocationMode === 'ExactCount') wish.count ||= 1
  }
}

/** Rules of one request of a claim. */
export function validateRequest({ name, exactly, firstAvailable = [] }: DeviceRequest, errors: FieldErrors): void {
  checkName(name ?? '', checkLabel, errors.at('name'))
  if (exactly && firstAvailable.length > 0) return errors.invalid(undefined, `${CHOICE}, but multiple fields are set`)
  if (exactly) return validateWish(exactly, errors.at('exactly'))
  if (firstAvailable.length === 0) return errors.required(CHOICE)
  const seen = new Set<string>()
  for (const [index, wish] of firstAvailable.entries()) {
    const at = errors.at('firstAvailable', index)
    checkName(wish.name ?? '', checkLabel, at.at('name'))
    validateWish(wish, at)
    if (seen.has(wish.name)) at.duplicate(wish.name)
    seen.add(wish.name)
  }
}

function validateWish(wish: ExactDeviceRequest | DeviceSubRequest, errors: FieldErrors): void {
  const { deviceClassName, selectors, allocationMode = '', count } = wish
  requireName(deviceClassName, checkSubdomain, errors.at('deviceClassName'))
  validateSelectors(selectors, errors.at('selectors'))
  const at = errors.at('count')
  if (!MODES.includes(allocationMode)) errors.at('allocationMode').notSupported(allocationMode, MODES)
  else if (allocationMode === 'All') {
    if (count) at.invalid(count, "must not be specified when allocationMode is 'All'")
  } else if ((count ?? 0) <= 0) at.invalid(count ?? 0, 'must be greater than zero')
}
