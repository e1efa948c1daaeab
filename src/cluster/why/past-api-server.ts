import type { Clock } from '#base'
import { statusResponse } from '../apiserver/respond.ts'
import { createApiServer, type ApiServerDependencies } from '../apiserver/create-api-server.ts'
import type { ApiRequest, ApiResponse } from '../apiserver/http.ts'
import { StatusError } from '../apimachinery/errors.ts'
import { Store } from '../etcd/store.ts'

/** Answers reads as the API server did at a past revision. */
export type PastApiServer = (request: ApiRequest) => Promise<ApiResponse>

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * An API server over the cluster as it was: with the objects, and at the time, of a past revision. It refuses writes, and what reaches
 * into pods, whose processes have no past.
 * @throws CompactedError when the revision is gone.
 */
export function createPastApiServer(deps: ApiServerDependencies, revision: number): PastApiServer {
  const timeMs = timeAt(deps, revision)
  const clock: Clock = {
    now: () => timeMs,
    setTimeout: (run, delayMs) => deps.clock.setTimeout(run, delayMs),
    breathe: () => deps.clock.breathe(),
  }
  const store = new Store({ now: () => timeMs, snapshot: deps.store.snapshotAt(revision) })
  const { server, stop } = createApiServer({ ...deps, store, clock, nodes: { endpoint: () => undefined } })
  // The past does nothing by itself.
  stop()
  return (request) =>
    READS.has(request.method) ? server.handle(request) : Promise.resolve(statusResponse(refusal(revision), request))
}

function timeAt({ store, clock }: ApiServerDependencies, revision: number): number {
  let timeMs: number | undefined
  for (const change of store.history()) {
    if (change.revision > revision) return timeMs ?? change.time
    timeMs = change.time
  }
  return timeMs ?? clock.now()
}

function refusal(revision: number): StatusError {
  const message = `this is the cluster as it was at revision ${revision}, and the past cannot be changed; go back to now first`
  return new StatusError(403, 'Forbidden', message, {})
}
