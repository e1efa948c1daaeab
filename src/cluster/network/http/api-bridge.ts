import type { ApiRequest, ApiResponse } from '../../apiserver/http.ts'
import { ConnectError, type SocketAddress, type TlsIdentity } from '../connection.ts'
import type { NetworkStack } from '../network-stack.ts'
import { sendRequest } from './http-client.ts'
import type { HttpResponse } from './http-message.ts'
import { serveHttp } from './http-server.ts'

/** The API server as pods reach it. */
export interface ApiEndpoint {
  port: number
  tls: TlsIdentity
  handle: (request: ApiRequest) => Promise<ApiResponse>
}

const HOP_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'upgrade', 'te'])

/** Serves the API at an address of the pod network. Upgrades are not possible there. @returns what ends it */
export function serveApi(stack: NetworkStack, { port, tls, handle }: ApiEndpoint): () => void {
  return serveHttp(stack, {
    port,
    tls,
    async handler({ method, target, headers, body, signal }): Promise<HttpResponse> {
      const [path = '/', query = ''] = target.split(/\?(.*)/s)
      const response = await handle({ method, path, query, headers, signal, ...(body.length > 0 && { body }) })
      if (response.upgrade) return { status: 400, body: 'upgrades are not served here\n' }
      const plain = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
      return { status: response.status, headers: plain, body: response.body ?? response.stream ?? '' }
    },
  })
}

async function connect(from: NetworkStack, address: SocketAddress, signal: AbortSignal, tls: boolean) {
  try {
    return await from.network.connect(from, address, { signal, tls })
  } catch (error) {
    if (!(error instanceof ConnectError)) throw error
    const plain = tls && error.code === 'ECONNRESET'
    throw new Error(plain ? 'http: server gave HTTP response to HTTPS client' : error.toGoText(), { cause: error })
  }
}

/**
 * One request to an address of the network, and its answer as the API server passes it on.
 * @param verify makes it speak TLS, and throws when it does not like the other end.
 * @throws Error with a dialer's words
 */
export async function requestOverNetwork(
  from: NetworkStack,
  address: { ip: string; port: number },
  request: ApiRequest,
  verify?: (identity: TlsIdentity) => void,
): Promise<ApiResponse> {
  const { method, path, query, headers, body, signal } = request
  const connection = await connect(from, address, signal, verify !== undefined)
  try {
    verify?.(connection.tls!)
  } catch (error) {
    connection.close()
    throw error
  }
  const passed = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name.startsWith(':') || HOP_HEADERS.has(name) ? [] : [[name, value] as const],
  )
  const reply = await sendRequest(
    connection,
    {
      method,
      target: query ? `${path}?${query}` : path,
      headers: passed.some(([name]) => name === 'host')
        ? passed
        : [['Host', `${address.ip}:${address.port}`], ...passed],
      ...(body && { body }),
    },
    signal,
  )
  const own = Object.fromEntries(Object.entries(reply.headers).filter(([name]) => !HOP_HEADERS.has(name)))
  const stream = (async function* () {
    try {
      yield* reply.body
    } finally {
      connection.close()
    }
  })()
  return { status: reply.status, headers: own, stream }
}
