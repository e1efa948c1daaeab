import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkLabel, checkSubdomain } from '../../apimachinery/names.ts'
import type { Device, DeviceAttribute, ResourcePool, ResourceSliceSpec } from '../generated/types.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { checkName, requireName } from '../shared/rules.ts'
import { validateQualifiedName } from './qualified-names.ts'

const ATTRIBUTE: Shape = [
  ['IntValue', 'int', null],
  ['BoolValue', 'bool', null],
  ['StringValue', 'string', null],
  ['VersionValue', 'version', null],
]
const PLACES = ['nodeName', 'nodeSelector', 'allNodes', 'perDeviceNodeSelection'] as const
const ONE_PLACE = `exactly one of ${PLACES.map((place) => `\`${place}\``).join(', ')} is required`
/** @see https://semver.org */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/

/** Rules of a slice of a driver's devices. */
export function validateSlice(spec: Partial<ResourceSliceSpec>, errors: FieldErrors): void {
  requireName(spec.driver, checkSubdomain, errors.at('driver'))
  validatePool(spec.pool ?? {}, errors.at('pool'))
  const set = PLACES.filter((place) => spec[place])
  if (set.length === 0) errors.required(ONE_PLACE)
  else if (set.length > 1)
    errors.invalid(`{${set.map((place) => `\`${place}\``).join(', ')}}`, `${ONE_PLACE}, but multiple fields are set`)
  const seen = new Set<string>()
  for (const [index, device] of (spec.devices ?? []).entries()) {
    const at = errors.at('devices', index)
    validateDevice(device, at)
    if (seen.has(device.name)) at.duplicate(device.name)
    seen.add(device.name)
  }
}

function validatePool(
  { name, resourceSliceCount = 0, generation = 0 }: Partial<ResourcePool>,
  errors: FieldErrors,
): void {
  const at = errors.at('name')
  if (!name) at.required()
  else for (const part of name.split('/')) checkName(part, checkSubdomain, at)
  if (resourceSliceCount <= 0) errors.at('resourceSliceCount').invalid(resourceSliceCount, 'must be greater than zero')
  if (generation < 0) errors.at('generation').invalid(generation, 'must be greater than or equal to zero')
}

function validateDevice({ name, attributes = {}, capacity = {} }: Device, errors: FieldErrors): void {
  checkName(name ?? '', checkLabel, errors.at('name'))
  for (const key of Object.keys(attributes).toSorted()) {
    const at = errors.at('attributes').key(key)
    validateQualifiedName(key, at)
    validateAttribute(attributes[key]!, at)
  }
  for (const key of Object.keys(capacity).toSorted()) validateQualifiedName(key, errors.at('capacity').key(key))
}

function validateAttribute(attribute: DeviceAttribute, errors: FieldErrors): void {
  const values = Object.values(attribute).filter((value) => value !== undefined && value !== null)
  if (values.length !== 1)
    errors.invalid(values.length === 0 ? '' : internalForm(attribute, ATTRIBUTE), 'exactly one value must be specified')
  else if (attribute.version !== undefined && !SEMVER.test(attribute.version))
    errors.at('version').invalid(attribute.version, 'must be a string compatible with semver.org spec 2.0.0')
}
