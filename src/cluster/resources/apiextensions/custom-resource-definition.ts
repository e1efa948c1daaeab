import { isObject } from '#base'
import { markTerminating, defaultDefinition, recordStoredVersion } from '../../apiserver/crd/definition-defaults.ts'
import { validateDefinition, validateDefinitionUpdate } from '../../apiserver/crd/validate-definition.ts'
import { STRING_FORMATS } from '../../apiserver/crd/string-formats.ts'
import { defineResource } from '../define-resource.ts'
import { CustomResourceDefinition } from '../generated/kinds.ts'
import type { CustomResourceDefinition as Definition, JSONSchemaProps } from '../generated/types.ts'
import { defaultColumns } from '../shared/columns.ts'

export const customResourceDefinition = defineResource<Definition>({
  type: CustomResourceDefinition,
  columns: defaultColumns,
  unconditionalUpdate: false,
  metadataRules: { openFinalizers: true },
  returnsDeleted: true,
  defaults: defaultDefinition,
  prepareForCreate: recordStoredVersion,
  prepareForUpdate: recordStoredVersion,
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
  // The conditions are the server's own.
  validateStatusUpdate: () => undefined,
  warnings: ({ spec }) => [...unknownFormats(spec.versions)],
  // Its objects go first.
  held: ({ metadata }) => metadata.deletionTimestamp === undefined,
  markDeleted: markTerminating,
})

/** Formats that the server does not look at. */
function unknownFormats(versions: Definition['spec']['versions']): Set<string> {
  const found = new Set<string>()
  const visit = (schema: JSONSchemaProps) => {
    const { type, format, properties = {}, items, additionalProperties } = schema
    if (format && type === 'string' && !STRING_FORMATS[format])
      found.add(`unrecognized format ${JSON.stringify(format)}`)
    for (const inner of [...Object.values(properties), items, additionalProperties]) if (isObject(inner)) visit(inner)
  }
  for (const { schema } of versions ?? []) if (schema?.openAPIV3Schema) visit(schema.openAPIV3Schema)
  return found
}
