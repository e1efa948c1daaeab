type Value = Record<string, unknown>

const V3_REF = '#/components/schemas/'
const V2_REF = '#/definitions/'

/** Schemas of OpenAPI v3 in the words of Swagger 2.0, which has neither choices nor null. */
export function toSwagger(schemas: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, convert(schema)]))
}

const PRESERVED = 'x-kubernetes-preserve-unknown-fields'

function convert(schema: Value): Value {
  const {
    allOf,
    anyOf: _any,
    oneOf,
    not: _not,
    nullable,
    items,
    properties,
    additionalProperties,
    $ref,
    ...rest
  } = schema
  const out: Value = rest
  const reference = $ref ?? (allOf as { $ref: string }[] | undefined)?.[0]?.$ref
  if (typeof reference === 'string') {
    // Next to a reference, nothing counts but its description.
    const { description } = rest
    return { ...(description !== undefined && { description }), $ref: reference.replace(V3_REF, V2_REF) }
  }
  // Old clients would refuse what these take: they are told nothing of it.
  if (nullable || rest[PRESERVED]) {
    const { type: _type, required: _required, ...open } = rest
    return open
  }
  // Quantities and ports: old clients know them as texts, by their format.
  if (oneOf) out.type = 'string'
  if (items) out.items = convert(items as Value)
  if (additionalProperties) out.additionalProperties = convert(additionalProperties as Value)
  if (properties) out.properties = toSwagger(properties as Record<string, Value>)
  return out
}
