import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { byteLength, checkConfigKey, report } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { ConfigMap } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { base64Bytes } from '../shared/base64.ts'
import { ageColumn, nameColumn } from '../shared/columns.ts'
import { validateImmutable } from '../shared/immutable-data.ts'

const MAX_BYTES = 1024 * 1024

export const configMap = defineResource<types.ConfigMap>({
  type: ConfigMap,
  generation: 'none',
  validate: validateConfigMap,
  validateUpdate(map, old, errors) {
    validateImmutable(map, old, errors)
    if (old.immutable)
      for (const field of ['data', 'binaryData'] as const)
        if (!deepEqual(map[field], old[field])) errors.at(field).forbidden('field is immutable when `immutable` is set')
    validateConfigMap(map, errors)
  },
  columns: [
    nameColumn,
    {
      name: 'Data',
      value: ({ data, binaryData }) => Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    },
    ageColumn,
  ],
})

function validateConfigMap({ data = {}, binaryData = {} }: types.ConfigMap, errors: FieldErrors): void {
  let bytes = 0
  for (const key in data) {
    report(errors.at('data').key(key), key, checkConfigKey(key))
    if (Object.hasOwn(binaryData, key))
      errors.at('data').key(key).invalid(key, 'duplicate of key present in binaryData')
    bytes += byteLength(data[key]!)
  }
  for (const key in binaryData) {
    report(errors.at('binaryData').key(key), key, checkConfigKey(key))
    bytes += base64Bytes(binaryData[key]!)
  }
  if (bytes > MAX_BYTES) errors.key('').tooLong(MAX_BYTES)
}
