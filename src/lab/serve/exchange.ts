import type { Duplex } from 'node:stream'
import type { ApiRequest, ApiResponse } from '#cluster'

/** Answers requests; the same shape stands for an API server, an AWS account and an application behind a load balancer. */
export type Handler = (request: ApiRequest) => Promise<ApiResponse>

/** What a connection belongs to: who answers its requests, and who its client is. */
export interface Connection {
  handle: Handler
  certificate?: ApiRequest['certificate']
  /** Takes over after `CONNECT target`, where the connection is one to a proxy. */
  proxy?: (target: string, socket: Duplex, head: Buffer) => void
}

/** A request on its way in: the body is null where it was too large. */
export type IncomingRequest = Omit<ApiRequest, 'body'> & { body?: Uint8Array | null }

/** A path and its raw query. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf('?')
  return at < 0 ? { path: target, query: '' } : { path: target.slice(0, at), query: target.slice(at + 1) }
}
