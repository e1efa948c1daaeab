import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { DeviceConstraint, DeviceRequest, ResourceClaimSpec } from '../generated/types.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { validateConfiguration } from './device-configuration.ts'
import { defaultRequest, validateRequest } from './device-requests.ts'
import { validateFullName } from './qualified-names.ts'

const SELECTORS: Shape = [['CEL', 'cel', null, [['Expression', 'expression', '']]]]
const WISH: Shape = [
  ['DeviceClassName', 'deviceClassName', ''],
  ['Selectors', 'selectors', null, SELECTORS],
  ['AllocationMode', 'allocationMode', ''],
  ['Count', 'count', 0],
]
const REST: Shape = [
  ['Tolerations', 'tolerations', null],
  ['Capacity', 'capacity', null],
]
const REQUEST: Shape = [
  ['Name', 'name', ''],
  ['Exactly', 'exactly', null, [...WISH, ['AdminAccess', 'adminAccess', null], ...REST]],
  ['FirstAvailable', 'firstAvailable', null, [['Name', 'name', ''], ...WISH, ...REST]],
]
const OPAQUE: Shape = [
  ['Driver', 'driver', ''],
  ['Parameters', 'parameters', null],
]
const DEVICES: Shape = [
  ['Requests', 'requests', null, REQUEST],
  [
    'Constraints',
    'constraints',
    null,
    [
      ['Requests', 'requests', null],
      ['MatchAttribute', 'matchAttribute', null],
      ['DistinctAttribute', 'distinctAttribute', null],
    ],
  ],
  [
    'Config',
    'config',
    null,
    [
      ['Requests', 'requests', null],
      ['Opaque', 'opaque', null, OPAQUE],
    ],
  ],
]

/** A claim's specification as messages show it. */
export function internalClaim({ devices = {} }: ResourceClaimSpec) {
  return { Devices: internalForm(devices, DEVICES) }
}

/** Fills in what a claim leaves out. */
export function defaultClaim({ devices }: ResourceClaimSpec): void {
  for (const request of devices?.requests ?? []) defaultRequest(request)
}

/** Rules of what a claim asks for. */
export function validateClaim({ devices = {} }: ResourceClaimSpec, errors: FieldErrors): void {
  const at = errors.at('devices')
  // Fields that a claim leaves out are there as null.
  const requests = devices.requests ?? []
  const { constraints = [], config = [] } = devices
  const names = namesOf(requests)
  const seen = new Set<string>()
  for (const [index, request] of requests.entries()) {
    validateRequest(request, at.at('requests', index))
    if (seen.has(request.name)) at.at('requests', index).duplicate(request.name)
    seen.add(request.name)
  }
  for (const [index, constraint] of constraints.entries())
    validateConstraint(constraint, names, at.at('constraints', index))
  for (const [index, configuration] of config.entries()) {
    validateReferences(configuration.requests ?? [], names, at.at('config', index, 'requests'))
    validateConfiguration(configuration, at.at('config', index))
  }
}

/** By what requests, and what they would also accept, are referred to. */
function namesOf(requests: readonly DeviceRequest[]): Set<string> {
  const own = requests.map(({ name }) => name)
  const inner = requests.flatMap(({ name, firstAvailable = [] }) => firstAvailable.map((sub) => `${name}/${sub.name}`))
  return new Set([...own, ...inner])
}

function validateConstraint(
  { requests = [], matchAttribute }: DeviceConstraint,
  names: ReadonlySet<string>,
  errors: FieldErrors,
): void {
  validateReferences(requests, names, errors.at('requests'))
  const at = errors.at('matchAttribute')
  if (matchAttribute === undefined) at.required()
  else validateFullName(matchAttribute, at)
}

function validateReferences(references: readonly string[], names: ReadonlySet<string>, errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, name] of references.entries()) {
    if (!names.has(name))
      errors
        .at(index)
        .invalid(
          name,
          "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'",
        )
    if (seen.has(name)) errors.at(index).duplicate(name)
    seen.add(name)
  }
}
