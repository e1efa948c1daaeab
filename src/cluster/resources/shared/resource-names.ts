import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../apimachinery/names.ts'
import { formatQuantity, parseQuantity } from '../../apimachinery/quantity.ts'

const STANDARD = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
  'configmaps',
])

const STANDARD_OF_CONTAINERS = new Set(['cpu', 'memory', 'ephemeral-storage'])

// Counted in whole units.
const COUNTED = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
])

export const isHugePages = (name: string) => name.startsWith('hugepages-')

/** Whether Kubernetes itself defines the resource. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

/** `example.com/device`: what a device plugin offers. */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.') && checkQualifiedName(`requests.${name}`).length === 0
}

/** Whether requests may be below limits. */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name)
}

/** Names of resources anywhere. */
export function checkResourceName(name: string, errors: FieldErrors): void {
  const problems = checkQualifiedName(name)
  if (problems.length > 0) return report(errors, name, problems)
  if (!name.includes('/') && !STANDARD.has(name) && !isHugePages(name.replace(/^requests\./, '')))
    errors.invalid(name, 'must be a standard resource type or fully qualified')
}

/** Names of resources that containers ask for. */
export function checkContainerResourceName(name: string, errors: FieldErrors): void {
  if (STANDARD_OF_CONTAINERS.has(name)) return
  checkResourceName(name, errors)
  if (!name.includes('/')) {
    if (!isHugePages(name)) errors.invalid(name, 'must be a standard resource for containers')
  } else if (!isNativeResource(name) && !isExtendedResource(name))
    errors.invalid(name, "doesn't follow extended resource name standard")
}

/** Whether a quota on it is Kubernetes' own. */
export function isStandardQuotaResource(name: string): boolean {
  return (STANDARD.has(name) && name !== 'storage') || isHugePages(name.replace(/^requests\./, ''))
}

/** Names of resources that quotas limit. */
export function checkQuotaResourceName(name: string, errors: FieldErrors): void {
  checkResourceName(name, errors)
  if (!name.includes('/') && !isStandardQuotaResource(name))
    errors.invalid(name, 'must be a standard resource for quota')
}

/** An amount of a resource: not negative, and whole where it is counted. */
export function validateAmount(name: string, amount: number | string, errors: FieldErrors): void {
  const quantity = parseQuantity(amount)
  if (quantity.nanos < 0n) errors.invalid(formatQuantity(quantity), 'must be greater than or equal to 0')
  if (
    (COUNTED.has(name) || name.startsWith('count/') || isExtendedResource(name)) &&
    quantity.nanos % 1_000_000_000n !== 0n
  )
    errors.invalid(formatQuantity(quantity), 'must be an integer')
}

/** An amount that containers ask for: of huge pages whole ones. */
export function validateContainerAmount(name: string, amount: number | string, errors: FieldErrors): void {
  validateAmount(name, amount, errors)
  if (isHugePages(name)) validateHugePages(name, amount, errors)
}

function validateHugePages(name: string, amount: number | string, errors: FieldErrors): void {
  const pageSize = hugePageBytes(name)
  if (!pageSize) return
  const { nanos } = parseQuantity(amount)
  if (nanos % pageSize !== 0n)
    errors.invalid(
      formatQuantity(parseQuantity(amount)),
      `${formatQuantity(parseQuantity(amount))} is not positive integer multiple of ${name}`,
    )
}

function hugePageBytes(name: string): bigint | undefined {
  try {
    return parseQuantity(name.slice('hugepages-'.length)).nanos || undefined
  } catch (error) {
    if (error instanceof Error && error.name === 'QuantityError') return undefined
    throw error
  }
}
