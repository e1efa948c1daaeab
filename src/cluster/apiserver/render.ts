import { badRequest, notInThisForm, StatusError } from '../apimachinery/errors.ts'
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
  { as, version }: Negotiated,
  query: URLSearchParams,
  nowMs: number,
  headers = true,
): string {
  if (as === 'object') return jsonText(object)
  if (as === 'partial') return JSON.stringify(partialMetadata(object, version))
  if (as === 'partial-list') throw noList(resource)
  const metadata = { resourceVersion: object.metadata.resourceVersion }
  return JSON.stringify(toTable(resource, [object], { metadata, include: includeOf(query), nowMs, headers, version }))
}

/** A list as JSON. */
export function listText(
  resource: ServedResource,
  result: ListResult,
  { as, version }: Negotiated,
  query: URLSearchParams,
  nowMs: number,
): string {
  const metadata = {
    resourceVersion: result.resourceVersion,
    // Verbatim: lists of custom resources say that there is no more.
    ...((result.continue || (resource.custom && as === 'object')) && { continue: result.continue ?? '' }),
    ...(result.remainingItemCount !== undefined && { remainingItemCount: result.remainingItemCount }),
  }
  if (as === 'table')
    return JSON.stringify(
      toTable(resource, result.items, { metadata, include: includeOf(query), nowMs, headers: true, version }),
    )
  if (as === 'partial') throw isList(resource)
  if (as === 'partial-list') {
    const items = result.items.map((item) => partialMetadata(item, version))
    return JSON.stringify({
      kind: 'PartialObjectMetadataList',
      apiVersion: `meta.k8s.io/${version}`,
      metadata,
      items,
    })
  }
  const { kind } = resource.type
  // Items of custom resources say what they are; those of built-in kinds do not.
  const items = result.items.map(resource.custom ? jsonText : jsonItemText).join(',')
  const listKind = JSON.stringify(resource.custom?.listKind ?? `${kind}List`)
  return `{"kind":${listKind},"apiVersion":${JSON.stringify(resource.apiVersion)},"metadata":${JSON.stringify(metadata)},"items":[${items}]}`
}

function noList(resource: ServedResource): StatusError {
  if (resource.custom) return new StatusError(500, '', 'content is not a list')
  return notInThisForm('PartialObjectMetadataList', `not a list (*${goType(resource)})`)
}

function isList(resource: ServedResource): StatusError {
  const type = resource.custom ? 'unstructured.UnstructuredList' : `${goType(resource)}List`
  return notInThisForm('PartialObjectMetadata', `a list (*${type})`)
}

/** `core.Pod`: the server's own name of a kind. */
const goType = ({ type }: ServedResource) => `${type.group.split('.')[0] || 'core'}.${type.kind}`

/** How much of each object the rows of a Table carry. @throws StatusError BadRequest */
export function includeOf(query: URLSearchParams): IncludeObject {
  const include = query.get('includeObject') || 'Metadata'
  if (include === 'None' || include === 'Object' || include === 'Metadata') return include
  const detail = `Invalid value: ${JSON.stringify(include)}: must be 'Metadata', 'Object', 'None', or empty`
  throw badRequest(`Unable to convert to Table as requested: includeObject: ${detail}`)
}
