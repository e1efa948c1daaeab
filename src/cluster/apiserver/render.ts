import { badRequest } from '../apimachinery/errors.ts'
import type { KubeObject } from '../apimachinery/object.ts'
import { jsonItemText, jsonText } from './json-text.ts'
import type { Negotiated } from './negotiate.ts'
import type { ListResult } from './operations/list.ts'
import type { ServedResource } from './served-resource.ts'
import { partialMetadata, toTable, type IncludeObject } from './table.ts'

/** One object as JSON, as itself, a Table or its metadata. */
export function objectText(
  resource: ServedResource,
  object: KubeObject,
  as: Negotiated['as'],
  query: URLSearchParams,
  nowMs: number,
  headers = true,
): string {
  if (as === 'object') return jsonText(object)
  if (as === 'partial') return JSON.stringify(partialMetadata(object))
  const metadata = { resourceVersion: object.metadata.resourceVersion }
  return JSON.stringify(toTable(resource, [object], { metadata, include: includeOf(query), nowMs, headers }))
}

/** A list as JSON. */
export function listText(
  resource: ServedResource,
  result: ListResult,
  as: Negotiated['as'],
  query: URLSearchParams,
  nowMs: number,
): string {
  const metadata = {
    resourceVersion: result.resourceVersion,
    ...(result.continue && { continue: result.continue }),
    ...(result.remainingItemCount !== undefined && { remainingItemCount: result.remainingItemCount }),
  }
  if (as === 'table')
    return JSON.stringify(
      toTable(resource, result.items, { metadata, include: includeOf(query), nowMs, headers: true }),
    )
  if (as === 'partial') {
    const items = result.items.map(({ metadata: own }) => ({ metadata: own }))
    return JSON.stringify({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items })
  }
  const { kind } = resource.type
  // Items of custom resources say what they are; those of built-in kinds do not.
  const items = result.items.map(resource.custom ? jsonText : jsonItemText).join(',')
  const listKind = JSON.stringify(resource.custom?.listKind ?? `${kind}List`)
  return `{"kind":${listKind},"apiVersion":${JSON.stringify(resource.apiVersion)},"metadata":${JSON.stringify(metadata)},"items":[${items}]}`
}

function includeOf(query: URLSearchParams): IncludeObject {
  const include = query.get('includeObject') || 'Metadata'
  if (include === 'None' || include === 'Object' || include === 'Metadata') return include
  const detail = `Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`
  throw badRequest(`Unable to convert to Table as requested: includeObject: ${detail}`)
}
