import type { ApiRequest, ApiResponse } from '#cluster'

/** Answers requests; the same shape stands for an API server, an AWS account and an application behind a load balancer. */
export type Handler = (request: ApiRequest) => Promise<ApiResponse>

/** A request on its way in: the body is null where it was too large. */
export type IncomingRequest = Omit<ApiRequest, 'body'> & { body?: Uint8Array | null }

/** A path and its raw query. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?')
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) }
}
