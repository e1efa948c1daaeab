import { expired, StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import { CompactedError } from '../../etcd/store.ts'
import type { Core } from '../core.ts'
import { decodeContinue, encodeContinue } from './continue-token.ts'
import { storeKey } from './read.ts'
import { createMatcher, type Selectors } from './matcher.ts'
import type { CustomBehaviour, ServedResource } from '../served-resource.ts'

export interface ListQuery extends Selectors {
  /** `''` for all namespaces. */
  namespace: string
  limit?: number
  continue?: string
  resourceVersion?: string
  resourceVersionMatch?: string
}

export interface ListResult {
  /** In the served version, in key order. */
  items: KubeObject[]
  resourceVersion: string
  continue?: string
  remainingItemCount?: number
}

/**
 * The resource's objects that match.
 * @throws StatusError BadRequest (selectors, tokens), Expired, Timeout (a version that is not reached yet)
 */
export async function list(core: Core, resource: ServedResource, query: ListQuery): Promise<ListResult> {
  const matches = createMatcher(resource, query)
  const prefix = query.namespace ? `${query.namespace}/` : ''
  const token = query.continue ? decodeContinue(query.continue, prefix) : undefined
  const revision = token?.revision ?? exactRevision(core, query)
  const limit = limitOf(query)

  const resourceVersion = revision ?? core.store.revision
  const found = candidates(core, resource, prefix, revision, token?.after, query)
  const objects = resource.custom ? await decodeAll(resource, resource.custom, found, limit < Infinity) : found
  const items: KubeObject[] = []
  let last: KubeObject | undefined
  let more = 0
  for (const stored of objects) {
    if (items.length === limit) {
      more++
      // Only whether there is more must be known when selectors forbid counting.
      if (query.labelSelector || query.fieldSelector) {
        if (!matches(stored)) continue
        break
      }
      continue
    }
    if (!matches(stored)) continue
    items.push(resource.fromStored(stored))
    last = stored
  }
  const result: ListResult = { items, resourceVersion: String(resourceVersion) }
  if (more > 0 && last) {
    const { namespace = '', name } = last.metadata
    result.continue = encodeContinue(resourceVersion, storeKey(resource, namespace, name), prefix)
    if (!query.labelSelector && !query.fieldSelector) result.remainingItemCount = more
  }
  return result
}

/**
 * Stored objects of custom resources in the served version.
 * @param fromStore whether they are read from there; otherwise from a cache, which is not ready while an object cannot be converted.
 * @throws StatusError of a webhook that fails
 */
async function decodeAll(
  { type, apiVersion }: ServedResource,
  { decode }: CustomBehaviour,
  stored: Iterable<KubeObject>,
  fromStore: boolean,
): Promise<KubeObject[]> {
  try {
    return await Promise.all(Array.from(stored, (one) => Promise.resolve(decode(one))))
  } catch (error) {
    if (fromStore || !(error instanceof StatusError)) throw error
    const why = `failed to list ${apiVersion}, Kind=${type.kind}: ${error.message}`
    throw new StatusError(429, 'TooManyRequests', `storage is (re)initializing: ${why}`, { retryAfterSeconds: 1 })
  }
}

/** What is read from memory, and a single object, comes at once. */
function limitOf({ limit, continue: token, resourceVersion, resourceVersionMatch, fieldSelector }: ListQuery): number {
  if (!limit || limit < 0 || (fieldSelector && ONE_NAME.test(fieldSelector))) return Infinity
  return resourceVersion === '0' && !token && resourceVersionMatch !== 'Exact' ? Infinity : limit
}

const ONE_NAME = /(?:^|,)metadata\.name==?[^,]/

function candidates(
  core: Core,
  resource: ServedResource,
  prefix: string,
  revision: number | undefined,
  after: string | undefined,
  query: ListQuery,
): Iterable<KubeObject> {
  const { store } = core
  if (revision === undefined) return store.range(resource.storagePrefix, prefix, after)
  try {
    return store.rangeAt(revision, resource.storagePrefix, prefix, after)
  } catch (error) {
    if (!(error instanceof CompactedError)) throw error
    if (!query.continue) throw expired('The resourceVersion for the provided list is too old.')
    throw continueExpired(encodeContinue(-1, after ?? '', prefix))
  }
}

/** The past revision that the client insists on, if it does. */
function exactRevision(core: Core, query: ListQuery): number | undefined {
  const { resourceVersion, resourceVersionMatch, limit } = query
  if (!resourceVersion || resourceVersion === '0') return undefined
  const wanted = Number(resourceVersion)
  if (wanted > core.store.revision) throw tooLarge(wanted, core.store.revision)
  const exact = resourceVersionMatch === 'Exact' || (!resourceVersionMatch && limit !== undefined && limit > 0)
  return exact ? wanted : undefined
}

/** A resource version that the server has not reached. */
export function tooLarge(wanted: number, current: number): StatusError {
  const message = `Too large resource version: ${wanted}, current: ${current}`
  const cause = { reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }
  return new StatusError(504, 'Timeout', `Timeout: ${message}`, { causes: [cause], retryAfterSeconds: 1 })
}

/** A resource version whose history is gone. */
export function tooOld(wanted: number, compacted: number): StatusError {
  return expired(`too old resource version: ${wanted} (${compacted})`)
}

function continueExpired(token: string): StatusError {
  const error = expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
  )
  return new (class extends StatusError {
    override toStatus() {
      return { ...super.toStatus(), metadata: { continue: token } }
    }
  })(error.code, error.reason, error.message)
}
