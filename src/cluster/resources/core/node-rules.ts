import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabelValue, checkQualifiedName, report } from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { checkCidr, parseCidr } from '../shared/ip.ts'
import { validateAmount } from '../shared/resource-names.ts'
import { checkName, requireWord } from '../shared/rules.ts'

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const
const TAINT: Shape = [
  ['Key', 'key', ''],
  ['Value', 'value', ''],
  ['Effect', 'effect', ''],
  ['TimeAdded', 'timeAdded', null],
]
const ADDRESS: Shape = [
  ['Type', 'type', ''],
  ['Address', 'address', ''],
]

/** Rules of a node; `errors` stands at it. */
export function validateNode(node: types.Node, errors: FieldErrors): void {
  validateTaints(node, errors)
  validateResources(node, errors)
  validateFeatures(node.status?.declaredFeatures, errors.at('status', 'declaredFeatures'))
  validatePodCidrs(node.spec?.podCIDRs, errors.at('spec', 'podCIDRs'))
}

function validateTaints({ spec }: types.Node, errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, taint] of (spec?.taints ?? []).entries()) {
    // Verbatim: the path is not that of the field.
    const at = errors.at('metadata', 'taints', index)
    const { key, value = '', effect } = taint
    report(at.at('key'), key, checkQualifiedName(key))
    checkName(value, checkLabelValue, at.at('value'))
    requireWord(effect, EFFECTS, at.at('effect'))
    const pair = `${key}/${effect}`
    if (seen.has(pair)) at.duplicate(internalForm(taint, TAINT), 'taints must be unique by key and effect pair')
    seen.add(pair)
  }
}

function validateResources({ status }: types.Node, errors: FieldErrors): void {
  for (const field of ['capacity', 'allocatable'] as const)
    for (const name of Object.keys(status?.[field] ?? {}))
      validateAmount(name, status![field]![name]!, errors.at('status', field, name))
}

const FEATURE = /^[A-Z][A-Za-z0-9]*(\/[A-Za-z0-9]+)*$/

function validateFeatures(features: readonly string[] = [], errors: FieldErrors): void {
  for (const [index, feature] of features.entries()) {
    const at = errors.at(index)
    const before = features[index - 1]
    if (before === feature) at.duplicate(feature)
    else if (before !== undefined && before > feature) at.invalid(feature, 'list must be sorted alphabetically')
    if (!FEATURE.test(feature))
      at.invalid(
        feature,
        `invalid feature name ${JSON.stringify(feature)}: must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes`,
      )
  }
}

function validatePodCidrs(ranges: readonly string[] = [], errors: FieldErrors): void {
  const wrong = ranges.findIndex((range) => !parseCidr(range))
  for (const [index, range] of ranges.entries()) checkName(range, checkCidr, errors.at(index))
  if (ranges.length < 2) return
  if (wrong >= 0)
    errors.internal(
      `invalid PodCIDRs. failed to check with dual stack with error:invalid CIDR[${wrong}]: <nil> (invalid CIDR address: ${ranges[wrong]})`,
    )
  const families = new Set(ranges.map((range) => parseCidr(range)?.address.family))
  if (ranges.length > 2 || families.size < ranges.length)
    errors.invalid(ranges, 'may specify no more than one CIDR for each IP family')
}

/** Rules of a change of a node; `errors` stands at it. */
export function validateNodeChange(node: types.Node, old: types.Node, errors: FieldErrors): void {
  const [spec, before] = [node.spec ?? {}, old.spec ?? {}]
  validateAddresses(node, errors.at('status', 'addresses'))
  if (before.podCIDRs?.length && !deepEqual(spec.podCIDRs, before.podCIDRs))
    errors.at('spec', 'podCIDRs').forbidden('node updates may not change podCIDR except from "" to valid')
  if (before.providerID && spec.providerID !== before.providerID)
    errors.at('spec', 'providerID').forbidden('node updates may not change providerID except from "" to valid')
  // Verbatim: taints are looked at both before and after.
  validateTaints(node, errors)
  if ((spec.externalID ?? '') !== (before.externalID ?? ''))
    errors.at('spec', 'externalID').forbidden('may not be updated')
}

function validateAddresses({ status }: types.Node, errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, address] of (status?.addresses ?? []).entries()) {
    const key = `${address.type}/${address.address}`
    if (seen.has(key)) errors.at(index).duplicate(internalForm(address, ADDRESS))
    seen.add(key)
  }
}
