/** The keywords of OpenAPI v3 that the Kubernetes API server uses. */
export interface OpenApiSchema {
  $ref?: string
  description?: string
  allOf?: { $ref: string }[]
  oneOf?: { type: string }[]
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  format?: string
  properties?: Record<string, OpenApiSchema>
  additionalProperties?: OpenApiSchema
  items?: OpenApiSchema
  required?: string[]
  default?: unknown
  enum?: string[]
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map'
  'x-kubernetes-list-map-keys'?: string[]
  'x-kubernetes-map-type'?: 'atomic' | 'granular'
  'x-kubernetes-patch-strategy'?: string
  'x-kubernetes-patch-merge-key'?: string
  'x-kubernetes-preserve-unknown-fields'?: boolean
  'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string }[]
}

/** One resource of the discovery documents, in the order in which the API server lists it. */
export interface DiscoveredResource {
  group: string
  version: string
  plural: string
  singular: string
  kind: string
  namespaced: boolean
  verbs: string[]
  shortNames?: string[]
  categories?: string[]
  subresources?: { name: string; group: string; version: string; kind: string; verbs: string[] }[]
}

interface DiscoveryDocument {
  items: {
    metadata: { name?: string }
    versions: {
      version: string
      resources: {
        resource: string
        responseKind: { group: string; version: string; kind: string }
        scope: string
        singularResource: string
        verbs: string[]
        shortNames?: string[]
        categories?: string[]
        subresources?: {
          subresource: string
          responseKind: { group: string; version: string; kind: string }
          verbs: string[]
        }[]
      }[]
    }[]
  }[]
}

/** Texts of `openapi/*.json` (OpenAPI v3 by group and version) and `discovery-{api,apis}.json`, by path. */
export type ApiDocuments = Readonly<Record<string, string>>

/** Collects the schemas and the resources of all documents. */
export function readDocuments(documents: ApiDocuments) {
  const schemas: Record<string, OpenApiSchema> = {}
  for (const file of Object.keys(documents).toSorted()) {
    if (!file.startsWith('openapi/')) continue
    const document = JSON.parse(documents[file]!) as {
      components?: { schemas?: Record<string, OpenApiSchema> }
    }
    for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) schemas[name] ??= schema
  }
  const discovery: DiscoveredResource[] = []
  for (const file of ['discovery-api.json', 'discovery-apis.json']) {
    const document = JSON.parse(documents[file]!) as DiscoveryDocument
    for (const { metadata, versions } of document.items)
      for (const { version, resources } of versions)
        for (const found of resources)
          discovery.push({
            group: metadata.name ?? '',
            version,
            plural: found.resource,
            singular: found.singularResource,
            kind: found.responseKind.kind,
            namespaced: found.scope === 'Namespaced',
            verbs: found.verbs,
            ...(found.shortNames && { shortNames: found.shortNames }),
            ...(found.categories && { categories: found.categories }),
            ...(found.subresources && {
              subresources: found.subresources.map((sub) => ({
                name: sub.subresource,
                ...sub.responseKind,
                verbs: sub.verbs,
              })),
            }),
          })
  }
  return { schemas, discovery }
}
