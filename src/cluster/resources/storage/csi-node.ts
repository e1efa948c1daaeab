import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName, report } from '../../apimachinery/names.ts'
import { validateDriverName } from '../core/pod-spec/volume-sources.ts'
import { defineResource } from '../define-resource.ts'
import { CSINode } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { internalForm, type Shape } from '../shared/internal-form.ts'
import { checkNonNegative } from '../shared/rules.ts'

const MAX_NODE_ID = 256
const DRIVER: Shape = [
  ['Name', 'name', ''],
  ['NodeID', 'nodeID', ''],
  ['TopologyKeys', 'topologyKeys', null],
  ['Allocatable', 'allocatable', null, [['Count', 'count', null]]],
]

export const csiNode = defineResource<types.CSINode>({
  type: CSINode,
  returnsDeleted: true,
  unconditionalUpdate: false,
  generation: 'none',
  validate: ({ spec }, errors) => validateDrivers(spec?.drivers ?? [], errors.at('spec', 'drivers')),
  validateUpdate({ spec }, old, errors) {
    const at = errors.at('spec', 'drivers')
    validateDrivers(spec?.drivers ?? [], at)
    // Verbatim: what is wrong is said twice.
    validateDrivers(spec?.drivers ?? [], at)
    // A driver may come and go, but does not change its mind.
    for (const before of old.spec?.drivers ?? []) {
      const now = spec?.drivers?.find(({ name }) => name === before.name)
      if (now && !deepEqual({ ...now, allocatable: null }, { ...before, allocatable: null }))
        at.invalid(internalForm(now, DRIVER), 'field is immutable')
    }
  },
  columns: [
    nameColumn,
    { name: 'Drivers', type: 'integer', value: ({ spec }) => spec.drivers?.length ?? 0 },
    ageColumn,
  ],
})

function validateDrivers(drivers: readonly types.CSINodeDriver[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, { name, nodeID, topologyKeys, allocatable }] of drivers.entries()) {
    const at = errors.at(index)
    validateDriverName(name, at.at('name'))
    if (!nodeID) at.at('nodeID').required()
    else if (nodeID.length > MAX_NODE_ID) at.at('nodeID').invalid(nodeID, `must be ${MAX_NODE_ID} characters or less`)
    checkNonNegative(allocatable?.count, at.at('allocatable', 'count'))
    validateTopologyKeys(topologyKeys ?? [], at)
    if (seen.has(name)) at.at('name').duplicate(name)
    seen.add(name)
  }
}

// Verbatim: the path is that of the driver.
function validateTopologyKeys(keys: readonly string[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const key of keys) {
    if (seen.has(key)) errors.duplicate(key)
    seen.add(key)
    if (key === '') errors.required()
    report(errors, key, checkQualifiedName(key))
  }
}
