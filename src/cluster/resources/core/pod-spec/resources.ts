import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { compareQuantity, formatQuantity, parseQuantity } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'
import {
  checkContainerResourceName,
  isHugePages,
  isOvercommitAllowed,
  validateContainerAmount,
} from '../../shared/resource-names.ts'

/**
 * Rules of what a container asks for; `errors` stands at `resources`.
 * @param claims names of the pod's resource claims.
 */
export function validateContainerResources(
  { limits, requests, claims }: types.ResourceRequirements,
  podClaims: readonly string[],
  errors: FieldErrors,
): void {
  if (limits || requests) {
    validateLimits(limits ?? {}, checkContainerResourceName, errors)
    validateRequests(requests ?? {}, limits ?? {}, checkContainerResourceName, errors)
    if (needsProcessorOrMemory(limits, requests)) errors.forbidden('HugePages require cpu or memory')
  }
  if (claims) validateClaims(claims, podClaims, errors.at('claims'))
}

type Amounts = Readonly<Record<string, types.Quantity>>

/** Checks one name of a resource. */
export type ResourceNameRule = (name: string, errors: FieldErrors) => void

/** Rules of `limits`; `errors` stands around them. */
export function validateLimits(limits: Amounts, checkResource: ResourceNameRule, errors: FieldErrors): void {
  for (const name in limits) {
    const at = errors.at('limits').key(name)
    checkResource(name, at)
    validateContainerAmount(name, limits[name]!, at)
  }
}

/** Rules of `requests` beside their limits; `errors` stands around them. */
export function validateRequests(
  requests: Amounts,
  limits: Amounts,
  checkResource: ResourceNameRule,
  errors: FieldErrors,
): void {
  for (const name in requests) {
    const at = errors.at('requests').key(name)
    checkResource(name, at)
    validateContainerAmount(name, requests[name]!, at)
    const limit = limits[name]
    if (limit === undefined) {
      if (!isOvercommitAllowed(name)) errors.at('limits').required('Limit must be set for non overcommitable resources')
      continue
    }
    const order = compareQuantity(parseQuantity(requests[name]!), parseQuantity(limit))
    // Verbatim: these name the map, not its key.
    if (order !== 0 && !isOvercommitAllowed(name))
      errors.at('requests').invalid(text(requests[name]!), `must be equal to ${name} limit of ${text(limit)}`)
    else if (order > 0)
      errors
        .at('requests')
        .invalid(text(requests[name]!), `must be less than or equal to ${name} limit of ${text(limit)}`)
  }
}

const text = (quantity: types.Quantity) => formatQuantity(parseQuantity(quantity))

function needsProcessorOrMemory(limits: Amounts = {}, requests: Amounts = {}): boolean {
  let hugePages = false
  for (const amounts of [limits, requests])
    for (const name in amounts) {
      if (name === 'cpu' || name === 'memory') return false
      hugePages ||= isHugePages(name)
    }
  return hugePages
}

/** Rules of references to the pod's resource claims; `errors` stands at `claims`. */
export function validateClaims(
  claims: readonly types.ContainerResourceClaim[],
  podClaims: readonly string[],
  errors: FieldErrors,
): void {
  const seen = new Set<string>()
  for (const [index, { name, request = '' }] of claims.entries()) {
    const at = errors.at(index)
    if (!name) {
      at.required()
      continue
    }
    const key = request === '' ? name : `${name}/${request}`
    if (seen.has(key) || (request !== '' && seen.has(name))) at.duplicate(key)
    seen.add(key)
    if (podClaims.includes(name)) continue
    const known = podClaims.length === 0 ? ' which is empty' : `: ${podClaims.join(', ')}`
    at.notFound(name, `must be one of the names in pod.spec.resourceClaims${known}`)
  }
}

/** Rules of what a container does when it is resized; `errors` stands at `resizePolicy`. */
export function validateResizePolicy(
  policies: readonly types.ContainerResizePolicy[],
  podRestartPolicy: string | undefined,
  errors: FieldErrors,
): void {
  const seen = new Set<string>()
  for (const [index, { resourceName, restartPolicy }] of policies.entries()) {
    if (seen.has(resourceName)) errors.at(index).duplicate(resourceName)
    seen.add(resourceName)
    // Verbatim: these name the list, not its item.
    if (resourceName === '') errors.required()
    else if (resourceName !== 'cpu' && resourceName !== 'memory') errors.notSupported(resourceName, ['cpu', 'memory'])
    if (restartPolicy === '') errors.required()
    else if (restartPolicy !== 'NotRequired' && restartPolicy !== 'RestartContainer')
      errors.notSupported(restartPolicy, ['NotRequired', 'RestartContainer'])
    if (podRestartPolicy === 'Never' && restartPolicy !== 'NotRequired')
      errors.invalid(restartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'")
  }
}
