import { apiVersionOf, type KubeObject, type ResourceType } from '../apimachinery/object.ts'
import type { ProtobufMessages } from '../apimachinery/decode/protobuf.ts'
import type { Definitions, Schema } from '../apimachinery/schema.ts'
import type { ResourceDefinition } from '../resources/define-resource.ts'
import definitionsJson from '../resources/generated/definitions.json' with { type: 'json' }
import protobufJson from '../resources/generated/protobuf.json' with { type: 'json' }
import discovery from '../resources/generated/discovery.json' with { type: 'json' }
import { builtInResources } from '../resources/index.ts'
import type { DiscoveredResource } from '../resources/schema/read-documents.ts'
import type { BodySchema } from './body-schema.ts'
import { pathKey, ResourceRegistry, type ServedResource } from './served-resource.ts'

/** The structures of all built-in kinds. */
export const builtInDefinitions = definitionsJson as unknown as Definitions

/** The field numbers of built-in kinds. */
export const protobufMessages = protobufJson as unknown as ProtobufMessages

const same = (object: KubeObject) => object

/** A registry with all built-in kinds. */
export function createRegistry(): ResourceRegistry {
  const registry = new ResourceRegistry()
  const byPath = new Map<string, { definition: ResourceDefinition; served?: Conversion }>()
  for (const definition of builtInResources) {
    byPath.set(keyOfType(definition.type), { definition })
    for (const served of definition.alsoServedAs ?? []) byPath.set(keyOfType(served.type), { definition, served })
  }
  for (const found of discovery as DiscoveredResource[]) {
    const entry = byPath.get(pathKey(found.group, found.version, found.plural))
    if (!entry) throw new Error(`no definition of ${found.group}/${found.version} ${found.plural}`)
    const { definition, served } = entry
    const selectableFields = served?.selectableFields
    registry.add(serve(found, selectableFields ? { ...definition, selectableFields } : definition, served))
  }
  return registry
}

interface Conversion {
  type: ResourceType
  toStored(object: KubeObject): KubeObject
  fromStored(object: KubeObject): KubeObject
  selectableFields?: ResourceDefinition['selectableFields']
}

function serve(
  found: DiscoveredResource,
  definition: ResourceDefinition,
  served: Conversion | undefined,
): ServedResource {
  const type = served?.type ?? definition.type
  const { group, plural } = definition.type
  return {
    type,
    apiVersion: apiVersionOf(type),
    singular: found.singular,
    shortNames: found.shortNames ?? [],
    categories: found.categories ?? [],
    verbs: new Set(found.verbs),
    subresources: new Map((found.subresources ?? []).map((sub) => [sub.name, { ...sub, verbs: new Set(sub.verbs) }])),
    definition,
    schemaName: schemaName(type),
    schema: structureOf(type),
    storagePrefix: storagePrefix(group, plural),
    storedApiVersion: apiVersionOf(definition.type),
    toStored: served ? (object) => served.toStored(object) : same,
    fromStored: served ? (object) => served.fromStored(object) : same,
  }
}

/** Where a resource's objects lie in the store. */
export function storagePrefix(group: string, plural: string): string {
  return group ? `/registry/${group}/${plural}` : `/registry/${plural}`
}

const keyOfType = ({ group, version, plural }: ResourceType) => pathKey(group, version, plural)

const schemaNames = new Map<string, string>()
for (const name of Object.keys(builtInDefinitions)) {
  const match =
    /^io\.k8s\.(?:api|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis)\.([\w-]+)\.(\w+)\.(\w+)$/.exec(
      name,
    )
  if (match) schemaNames.set(`${match[1]}/${match[2]}/${match[3]}`, name)
}

/** The structure of a built-in kind. */
export function structureOf(type: ResourceType): Schema {
  return builtInDefinitions[schemaName(type)]!
}

/** Definitions are named by the first word of the group: `io.k8s.api.rbac.v1.Role`. */
function schemaName({ group, version, kind }: ResourceType): string {
  const name = findSchemaName(group, version, kind)
  if (!name) throw new Error(`no structure of ${group}/${version} ${kind}`)
  return name
}

function findSchemaName(group: string, version: string, kind: string): string | undefined {
  const word = group === '' ? 'core' : group === 'flowcontrol.apiserver.k8s.io' ? 'flowcontrol' : group.split('.')[0]!
  return schemaNames.get(`${word}/${version}/${kind}`)
}

/** The definition of a built-in kind, or `undefined`. */
export function definitionNameOf(apiVersion: string, kind: string): string | undefined {
  const [group, version] = apiVersion.includes('/') ? (apiVersion.split('/') as [string, string]) : ['', apiVersion]
  return kind === 'DeleteOptions' ? DELETE_OPTIONS : findSchemaName(group, version, kind)
}

const DELETE_OPTIONS = 'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions'

/** The structure of a built-in kind that is not a resource by itself (Scale, Eviction, TokenRequest). */
export function bodySchema(definitions: Definitions, group: string, version: string, kind: string): BodySchema {
  const ref = schemaName({ group, version, kind, plural: '', namespaced: false })
  return { group, version, kind, schema: definitions[ref]! }
}
