import type { Schema, SchemaConstraints } from '../../apimachinery/schema.ts'

type OpenApiSchema = Record<string, unknown>

const CONVENTIONS = 'https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md' as const
const METADATA = {
  allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }],
  description: `Standard object's metadata. More info: ${CONVENTIONS}#metadata`,
}
/** What all objects have. */
export const OBJECT_PROPERTIES: Readonly<Record<string, OpenApiSchema>> = {
  apiVersion: {
    description: `APIVersion defines the versioned schema of this representation of an object. Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values. More info: ${CONVENTIONS}#resources`,
    type: 'string',
  },
  kind: {
    description: `Kind is a string value representing the REST resource this object represents. Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase. More info: ${CONVENTIONS}#types-kinds`,
    type: 'string',
  },
  metadata: METADATA,
}
const EMBEDDED_PROPERTIES: Readonly<Record<string, OpenApiSchema>> = {
  apiVersion: {
    description: `apiVersion defines the versioned schema of this representation of an object. More info: ${CONVENTIONS}#resources`,
    type: 'string',
  },
  kind: {
    description: `kind is a string value representing the type of this object. In CamelCase. More info: ${CONVENTIONS}#types-kinds`,
    type: 'string',
  },
  metadata: METADATA,
}

/** The schema of a custom resource's objects, in the words of its definition. */
export function customSchema(schema: Schema): OpenApiSchema {
  const out = toOpenApi(schema)
  return { ...out, properties: { ...(out.properties as object), ...OBJECT_PROPERTIES } }
}

/** The schema of a list of them. */
export function customListSchema(listKind: string, kind: string, plural: string, reference: string): OpenApiSchema {
  return {
    description: `${listKind} is a list of ${kind}`,
    properties: {
      apiVersion: OBJECT_PROPERTIES.apiVersion,
      items: {
        description: `List of ${plural}. More info: ${CONVENTIONS}`,
        items: { $ref: reference },
        type: 'array',
      },
      kind: OBJECT_PROPERTIES.kind,
      metadata: {
        allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta' }],
        description: `Standard list metadata. More info: ${CONVENTIONS}#types-kinds`,
      },
    },
    required: ['items'],
    type: 'object',
  }
}

/** Keywords that are called the same on both sides. */
const COPIED = ['type', 'description', 'format', 'default', 'enum', 'nullable', 'required'] as const
const EXTENSIONS = {
  listType: 'x-kubernetes-list-type',
  listMapKeys: 'x-kubernetes-list-map-keys',
  mapType: 'x-kubernetes-map-type',
  preserveUnknown: 'x-kubernetes-preserve-unknown-fields',
  embeddedResource: 'x-kubernetes-embedded-resource',
} as const

function toOpenApi(schema: Schema): OpenApiSchema {
  const out: OpenApiSchema = {}
  for (const keyword of COPIED) if (schema[keyword] !== undefined) out[keyword] = schema[keyword]
  for (const [keyword, extension] of Object.entries(EXTENSIONS) as [keyof typeof EXTENSIONS, string][])
    if (schema[keyword] !== undefined) out[extension] = schema[keyword]
  if (schema.oneOf === 'int-or-string') {
    out['x-kubernetes-int-or-string'] = true
    out.anyOf = [{ type: 'integer' }, { type: 'string' }]
  }
  if (schema.items) out.items = toOpenApi(schema.items)
  if (schema.additional) out.additionalProperties = isAnything(schema.additional) ? true : toOpenApi(schema.additional)
  if (schema.properties) out.properties = mapped(schema.properties)
  if (schema.embeddedResource) out.properties = { ...(out.properties as object), ...EMBEDDED_PROPERTIES }
  return { ...out, ...(schema.constraints && constraints(schema.constraints)) }
}

const isAnything = ({ preserveUnknown, ...rest }: Schema) => preserveUnknown === true && Object.keys(rest).length === 0

function mapped(properties: Readonly<Record<string, Schema>>): Record<string, OpenApiSchema> {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, toOpenApi(property)]))
}

function constraints({ allOf, anyOf, oneOf, not, rules, ...limits }: SchemaConstraints): OpenApiSchema {
  return {
    ...limits,
    ...(allOf && { allOf: allOf.map(toOpenApi) }),
    ...(anyOf && { anyOf: anyOf.map(toOpenApi) }),
    ...(oneOf && { oneOf: oneOf.map(toOpenApi) }),
    ...(not && { not: toOpenApi(not) }),
    ...(rules && { 'x-kubernetes-validations': rules }),
  }
}
