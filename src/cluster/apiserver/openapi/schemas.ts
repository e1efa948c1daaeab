import type { Schema } from '../../apimachinery/schema.ts'
import type { Core } from '../core.ts'
import type { ServedResource } from '../served-resource.ts'
import { customListSchema, customSchema } from './custom-schema.ts'
import type { Describe } from './descriptions.ts'

type OpenApiSchema = Record<string, unknown>

const REF = '#/components/schemas/'

/** `components.schemas`: the kinds of these resources and everything that they or `paths` refer to, described when there are texts. */
export function schemasFor(
  core: Core,
  resources: readonly ServedResource[],
  paths: unknown,
  describe?: Describe,
): Record<string, OpenApiSchema> {
  const found: Record<string, OpenApiSchema> = {}
  const add = (name: string) => {
    if (found[name]) return
    const custom = resources.find((resource) => resource.custom && definitionName(resource) === name)
    const list = resources.find((resource) => definitionName(resource) + 'List' === name)
    const schema = core.definitions[name]
    const own = custom ? customSchema(custom.schema) : schema && toOpenApi(schema)
    if (own && describe && !custom) addDescriptions(own, name, describe)
    if (own) found[name] = { ...withKind(own, name, resources), ...selectableFields(custom) }
    else if (list) found[name] = { ...listSchema(list), ...selectableFields(list) }
    else return
    for (const reference of references(found[name])) add(reference)
  }
  for (const resource of resources) {
    add(definitionName(resource))
    if (resource.verbs.has('list')) add(`${definitionName(resource)}List`)
  }
  for (const reference of references(paths)) add(reference)
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The name of a kind's definition. */
export function definitionName({ type, custom, schemaName }: ServedResource): string {
  if (!custom) return schemaName
  return `${type.group.split('.').toReversed().join('.')}.${type.version}.${type.kind}`
}

function* references(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* references(item)
  else if (value && typeof value === 'object')
    for (const [key, item] of Object.entries(value)) {
      if (key === '$ref' && typeof item === 'string') yield item.slice(REF.length)
      else yield* references(item)
    }
}

function addDescriptions(schema: OpenApiSchema, name: string, describe: Describe): void {
  const about = describe(name)
  if (about) schema.description = about
  for (const [field, value] of Object.entries(schema.properties ?? {})) {
    const text = describe(name, field)
    if (text) (value as OpenApiSchema).description = text
  }
}

function withKind(schema: OpenApiSchema, name: string, resources: readonly ServedResource[]): OpenApiSchema {
  const kinds = resources.flatMap(({ type, ...rest }) => {
    const own = definitionName({ type, ...rest })
    const { group, version, kind } = type
    if (own === name) return [{ group, kind, version }]
    return `${own}List` === name ? [{ group, kind: `${kind}List`, version }] : []
  })
  return kinds.length > 0 ? { ...schema, 'x-kubernetes-group-version-kind': kinds } : schema
}

function listSchema(resource: ServedResource): OpenApiSchema {
  const { group, version, kind, plural } = resource.type
  const listKind = resource.custom?.listKind ?? `${kind}List`
  return {
    ...customListSchema(listKind, kind, plural, REF + definitionName(resource)),
    'x-kubernetes-group-version-kind': [{ group, kind: listKind, version }],
  }
}

/** By which fields of a custom resource clients may select. */
function selectableFields(custom: ServedResource | undefined): OpenApiSchema {
  const paths = Object.keys(custom?.definition.selectableFields ?? {})
  return paths.length === 0 ? {} : { 'x-kubernetes-selectable-fields': paths.map((fieldPath) => ({ fieldPath })) }
}

/** The structure of a built-in kind in the words of OpenAPI v3. */
function toOpenApi(schema: Schema): OpenApiSchema {
  const out: OpenApiSchema = {}
  if (schema.ref) out.allOf = [{ $ref: REF + schema.ref }]
  if (schema.default !== undefined) out.default = schema.default
  if (schema.enum) out.enum = schema.enum
  if (schema.format) out.format = schema.format
  if (schema.oneOf === 'int-or-string') {
    out.format = 'int-or-string'
    out.oneOf = [{ type: 'integer' }, { type: 'string' }]
  } else if (schema.oneOf === 'quantity') out.oneOf = [{ type: 'string' }, { type: 'number' }]
  if (schema.items) out.items = toOpenApi(schema.items)
  if (schema.properties)
    out.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, value]) => [key, toOpenApi(value)]),
    )
  if (schema.additional) out.additionalProperties = toOpenApi(schema.additional)
  if (schema.required) out.required = schema.required
  if (schema.type) out.type = schema.type
  if (schema.listMapKeys) out['x-kubernetes-list-map-keys'] = schema.listMapKeys
  if (schema.listType) out['x-kubernetes-list-type'] = schema.listType
  if (schema.mapType) out['x-kubernetes-map-type'] = schema.mapType
  if (schema.patchMergeKey) out['x-kubernetes-patch-merge-key'] = schema.patchMergeKey
  if (schema.patchStrategy) out['x-kubernetes-patch-strategy'] = schema.patchStrategy.join(',')
  return out
}
