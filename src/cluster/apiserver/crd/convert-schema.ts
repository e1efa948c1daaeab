import { isObject } from '#base'
import type { Schema, SchemaConstraints } from '../../apimachinery/schema.ts'
import type { JSONSchemaProps } from '../../resources/generated/types.ts'

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'
const STRING: Schema = { type: 'string' }

/** The structure of a custom resource's objects, from its definition's schema. */
export function objectSchema(props: JSONSchemaProps): Schema {
  const { metadata: _, ...properties } = props.properties ?? {}
  const schema = toSchema({ ...props, properties })
  return {
    ...schema,
    type: 'object',
    properties: { apiVersion: STRING, kind: STRING, ...schema.properties, metadata: { ref: META } },
  }
}

/** One schema of a definition. */
export function toSchema(props: JSONSchemaProps): Schema {
  const out: Schema = {}
  if (props.type) out.type = props.type as Schema['type']
  if (props.description) out.description = props.description
  if (props.format) out.format = props.format
  if (props.properties)
    out.properties = Object.fromEntries(
      Object.entries(props.properties).map(([name, property]) => [name, toSchema(property)]),
    )
  if (isObject(props.additionalProperties)) out.additional = toSchema(props.additionalProperties)
  else if (props.additionalProperties === true) out.additional = { preserveUnknown: true }
  if (isObject(props.items)) out.items = toSchema(props.items)
  if (props.required?.length) out.required = props.required
  if (props.default !== undefined) out.default = props.default
  if (props.enum) out.enum = props.enum
  if (props.nullable) out.nullable = true
  if (props['x-kubernetes-int-or-string']) out.oneOf = 'int-or-string'
  if (props['x-kubernetes-preserve-unknown-fields']) out.preserveUnknown = true
  if (props['x-kubernetes-embedded-resource']) embed(out)
  if (props['x-kubernetes-list-type']) out.listType = props['x-kubernetes-list-type'] as Schema['listType']
  if (props['x-kubernetes-list-map-keys']) out.listMapKeys = props['x-kubernetes-list-map-keys']
  if (props['x-kubernetes-map-type']) out.mapType = props['x-kubernetes-map-type'] as Schema['mapType']
  const constraints = constraintsOf(props)
  if (Object.keys(constraints).length > 0) out.constraints = constraints
  return out
}

/** An object of any kind within: it has what all objects have. */
function embed(schema: Schema): void {
  schema.embeddedResource = true
  schema.properties = { apiVersion: STRING, kind: STRING, ...schema.properties, metadata: { ref: META } }
  schema.required = [...new Set(['apiVersion', 'kind', ...(schema.required ?? [])])]
}

const COPIED = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const satisfies readonly (keyof SchemaConstraints & keyof JSONSchemaProps)[]

function constraintsOf(props: JSONSchemaProps): SchemaConstraints {
  const constraints: Record<string, unknown> = {}
  for (const keyword of COPIED) if (props[keyword] !== undefined) constraints[keyword] = props[keyword]
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    if (props[keyword]?.length) constraints[keyword] = props[keyword].map(toSchema)
  if (props.not) constraints.not = toSchema(props.not)
  const rules = props['x-kubernetes-validations']
  if (rules?.length) constraints.rules = rules
  return constraints
}
