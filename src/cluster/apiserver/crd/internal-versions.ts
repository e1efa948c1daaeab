import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { ValidationRule } from '../../apimachinery/schema.ts'
import type { CustomResourceDefinitionVersion, JSONSchemaProps } from '../../resources/generated/types.ts'
import { internalForm, printedMap, type Shape } from '../../resources/shared/internal-form.ts'

/** What a version says beside its name. */
export type VersionPart = 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields'

const SCALE: Shape = [
  ['SpecReplicasPath', 'specReplicasPath', ''],
  ['StatusReplicasPath', 'statusReplicasPath', ''],
  ['LabelSelectorPath', 'labelSelectorPath', null],
]
const COLUMN: Shape = [
  ['Name', 'name', ''],
  ['Type', 'type', ''],
  ['Format', 'format', ''],
  ['Description', 'description', ''],
  ['Priority', 'priority', 0],
  ['JSONPath', 'jsonPath', ''],
]
const VERSION: Shape = [
  ['Name', 'name', ''],
  ['Served', 'served', false],
  ['Storage', 'storage', false],
  ['Deprecated', 'deprecated', false],
  ['DeprecationWarning', 'deprecationWarning', null],
  ['Schema', 'schema', null],
  [
    'Subresources',
    'subresources',
    null,
    [
      ['Status', 'status', null],
      ['Scale', 'scale', null, SCALE],
    ],
  ],
  ['AdditionalPrinterColumns', 'additionalPrinterColumns', null, COLUMN],
  ['SelectableFields', 'selectableFields', null, [['JSONPath', 'jsonPath', '']]],
]
const RULE: Shape = [
  ['Rule', 'rule', ''],
  ['Message', 'message', ''],
  ['MessageExpression', 'messageExpression', ''],
  ['Reason', 'reason', null],
  ['FieldPath', 'fieldPath', ''],
  ['OptionalOldSelf', 'optionalOldSelf', null],
]
const SCHEMA: Shape = [
  ['ID', 'id', ''],
  ['Schema', '$schema', ''],
  ['Ref', '$ref', null],
  ['Description', 'description', ''],
  ['Type', 'type', ''],
  ['Nullable', 'nullable', false],
  ['Format', 'format', ''],
  ['Title', 'title', ''],
  ['Default', 'default', null],
  ['Maximum', 'maximum', null],
  ['ExclusiveMaximum', 'exclusiveMaximum', false],
  ['Minimum', 'minimum', null],
  ['ExclusiveMinimum', 'exclusiveMinimum', false],
  ['MaxLength', 'maxLength', null],
  ['MinLength', 'minLength', null],
  ['Pattern', 'pattern', ''],
  ['MaxItems', 'maxItems', null],
  ['MinItems', 'minItems', null],
  ['UniqueItems', 'uniqueItems', false],
  ['MultipleOf', 'multipleOf', null],
  ['Enum', 'enum', null],
  ['MaxProperties', 'maxProperties', null],
  ['MinProperties', 'minProperties', null],
  ['Required', 'required', null],
  ['Items', 'items', null],
  ['AllOf', 'allOf', null],
  ['OneOf', 'oneOf', null],
  ['AnyOf', 'anyOf', null],
  ['Not', 'not', null],
  ['Properties', 'properties', null],
  ['AdditionalProperties', 'additionalProperties', null],
  ['PatternProperties', 'patternProperties', null],
  ['Dependencies', 'dependencies', null],
  ['AdditionalItems', 'additionalItems', null],
  ['Definitions', 'definitions', null],
  ['ExternalDocs', 'externalDocs', null],
  ['Example', 'example', null],
  ['XPreserveUnknownFields', 'x-kubernetes-preserve-unknown-fields', null],
  ['XEmbeddedResource', 'x-kubernetes-embedded-resource', false],
  ['XIntOrString', 'x-kubernetes-int-or-string', false],
  ['XListMapKeys', 'x-kubernetes-list-map-keys', null],
  ['XListType', 'x-kubernetes-list-type', null],
  ['XMapType', 'x-kubernetes-map-type', null],
  ['XValidations', 'x-kubernetes-validations', null, RULE],
]

/**
 * Versions as the real server has them inside; some of its messages show that.
 * @param shared what all versions say alike, which is kept elsewhere.
 */
export function internalVersions(
  versions: readonly CustomResourceDefinitionVersion[],
  shared: ReadonlySet<VersionPart>,
): JsonObject[] {
  return versions.map((version) => {
    const own = Object.fromEntries(Object.entries(version).filter(([part]) => !shared.has(part as VersionPart)))
    const { openAPIV3Schema: schema } = (own as unknown as CustomResourceDefinitionVersion).schema ?? {}
    return internalForm({ ...own, schema: schema && { OpenAPIV3Schema: internalSchema(schema) } }, VERSION)
  })
}

/** A rule as the real server has it inside. */
export const internalRule = (rule: ValidationRule): JsonObject => internalForm(rule, RULE)

function internalSchema(schema: JSONSchemaProps): JsonObject {
  const { items, allOf, oneOf, anyOf, not, properties, additionalProperties } = schema
  const inner = (value: Json): Json => internalSchema(value as unknown as JSONSchemaProps)
  return internalForm(
    {
      ...schema,
      items: items && { Schema: inner(items), JSONSchemas: null },
      allOf: allOf?.map(internalSchema),
      oneOf: oneOf?.map(internalSchema),
      anyOf: anyOf?.map(internalSchema),
      not: not && internalSchema(not),
      properties:
        properties &&
        printedMap(Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, internalSchema(v)]))),
      additionalProperties:
        additionalProperties === undefined
          ? undefined
          : typeof additionalProperties === 'boolean'
            ? { Allows: additionalProperties, Schema: null }
            : { Allows: true, Schema: inner(additionalProperties) },
    },
    SCHEMA,
  )
}
