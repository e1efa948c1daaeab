import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../../apimachinery/names.ts'
import { parseQuantity } from '../../../apimachinery/quantity.ts'
import type * as types from '../../generated/types.ts'

/** The pod's fields that may be asked for. */
export interface AllowedFields {
  exact: readonly string[]
  /** Those that take a key: `metadata.labels['app']`. */
  subscripts: readonly string[]
}

// What names a field of a pod at all, whether or not it may be asked for in this place.
const POD_FIELDS = new Set([
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.serviceAccountName',
  'spec.schedulerName',
  'spec.hostNetwork',
  'status.phase',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
])

/** Rules of a reference to a field of the pod itself; `errors` stands at `fieldRef`. */
export function validateFieldRef(
  { apiVersion = 'v1', fieldPath }: types.ObjectFieldSelector,
  allowed: AllowedFields,
  errors: FieldErrors,
): void {
  if (!fieldPath) return errors.at('fieldPath').required()
  const at = errors.at('fieldPath')
  const subscript = /^(.*)\['([^']*)'\]$/.exec(fieldPath)
  const path = subscript ? subscript[1]! : fieldPath
  const failure = conversionError(apiVersion, fieldPath, path, subscript !== null)
  if (failure) return at.invalid(fieldPath, `error converting fieldPath: ${failure}`)
  if (subscript) {
    if (!allowed.subscripts.includes(path)) return at.invalid(path, 'does not support subscript')
    const key = subscript[2]!
    const problems = checkQualifiedName(path === 'metadata.annotations' ? key.toLowerCase() : key)
    if (problems.length > 0) report(errors, key, problems)
  } else if (!allowed.exact.includes(path)) at.notSupported(path, [...allowed.exact].toSorted())
}

function conversionError(version: string, fieldPath: string, path: string, isSubscript: boolean): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`
  if (isSubscript && path !== 'metadata.annotations' && path !== 'metadata.labels')
    return `field label does not support subscript: ${fieldPath}`
  return POD_FIELDS.has(path) ? undefined : `field label not supported: ${fieldPath}`
}

const DIVISORS: Readonly<Record<string, readonly string[]>> = {
  cpu: ['1m', '1'],
  memory: ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
  'ephemeral-storage': ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
  hugepages: ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
}

/**
 * Rules of a reference to a container's resources; `errors` stands at `resourceFieldRef`.
 * @param inVolume whether the container must be named.
 */
export function validateResourceFieldRef(
  { resource, containerName, divisor = '0' }: types.ResourceFieldSelector,
  allowed: readonly string[],
  inVolume: boolean,
  errors: FieldErrors,
): void {
  if (inVolume && !containerName) return errors.at('containerName').required()
  if (!resource) return errors.at('resource').required()
  const isHugePages = /^(requests|limits)\.hugepages-./.test(resource)
  if (!allowed.includes(resource) && !isHugePages) return errors.at('resource').notSupported(resource, allowed)
  const unit = isHugePages ? 'hugepages' : resource.slice(resource.indexOf('.') + 1)
  const values = DIVISORS[unit]!
  if (parseQuantity(divisor).nanos === 0n || values.includes(String(divisor))) return
  // Verbatim: the value shown is the resource, not the divisor.
  const list = unit === 'cpu' ? values.join(' and ') : values.join(', ')
  errors.at('divisor').invalid(resource, `only divisor's values ${list} are supported with the ${unit} resource`)
}
