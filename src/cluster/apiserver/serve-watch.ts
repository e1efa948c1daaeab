import { notAcceptable } from '../apimachinery/errors.ts'
import type { Change } from '../etcd/store.ts'
import type { Core } from './core.ts'
import type { ApiResponse } from './http.ts'
import { jsonText } from './json-text.ts'
import { negotiate, STREAMED, type Negotiated } from './negotiate.ts'
import { watch, type ServerWatchEvent, type WatchQuery } from './operations/watch.ts'
import { includeOf, objectText } from './render.ts'
import { routeOf } from './served-resource.ts'
import { parseInteger } from './query-values.ts'
import { isTrue } from './request-info.ts'
import { checkWatchVersion } from './version-options.ts'
import type { ResourceRequest } from './resource-request.ts'

// Without a wish of the client, a watch ends after 30 to 60 minutes, so that clients spread.
const SHORTEST_MS = 30 * 60_000

/** A watch as a stream of JSON lines. */
export function serveWatch(core: Core, call: ResourceRequest): ApiResponse {
  const { request, resource } = call
  const form = negotiate(request.headers.accept, routeOf(resource, 'list'))
  if (form.media === 'yaml') throw notAcceptable(STREAMED)
  if (form.as === 'table') includeOf(call.query)
  const events = watch(core, resource, watchQuery(core, call))
  return { status: 200, headers: { 'content-type': 'application/json' }, stream: lines(core, call, events, form) }
}

function watchQuery(core: Core, { request, query, info }: ResourceRequest): WatchQuery {
  const timeoutSeconds = parseInteger(query.get('timeoutSeconds') ?? '0')
  // Watches have no pages, though the number must be one.
  parseInteger(query.get('limit') ?? '0')
  const sendInitialEvents = checkWatchVersion(query)
  const resourceVersion = query.get('resourceVersion') ?? undefined
  const named = info.name && !info.nameFromSelector ? `metadata.name=${info.name}` : ''
  const fields = query.get('fieldSelector') ?? ''
  return {
    namespace: info.namespace,
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: fields || named || undefined,
    resourceVersion,
    allowBookmarks: isTrue(query.get('allowWatchBookmarks')),
    ...(sendInitialEvents !== undefined && { sendInitialEvents }),
    timeoutMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : SHORTEST_MS * (1 + core.ids.random()),
    signal: request.signal,
  }
}

// Many watchers see the same change: its line is made once.
const texts = new WeakMap<Change, string>()

async function* lines(
  core: Core,
  { resource, query }: ResourceRequest,
  events: AsyncIterable<ServerWatchEvent>,
  form: Negotiated,
): AsyncIterable<string> {
  let headers = true
  for await (const event of events) {
    // There is no list in an event.
    if (form.as === 'partial-list') return
    const { type, object, change } = event
    if (form.as === 'object' || type === 'ERROR') {
      const shared = change && type !== 'DELETED' ? texts.get(change) : undefined
      const text = shared ?? `{"type":"${type}","object":${jsonText(object)}}\n`
      // Whether the change adds or modifies depends on the watcher's selector; only the usual case is shared.
      if (change && !shared && object === change.object && (type === 'ADDED') === !change.previous)
        texts.set(change, text)
      yield shared && !shared.startsWith(`{"type":"${type}"`)
        ? `{"type":"${type}","object":${jsonText(object)}}\n`
        : text
    } else {
      yield `{"type":"${type}","object":${objectText(resource, object, form, query, core.clock.now(), headers)}}\n`
      headers = false
    }
  }
}
