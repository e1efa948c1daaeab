import type { Duplex } from 'node:stream'
import type { CertificateAuthority } from '#base'
import type { ApiRequest, ApiResponse } from '#cluster'
import type { HttpTransport, TlsEndpoint } from './connection.ts'
import type { Handler } from './exchange.ts'
import type { HostCertificates } from './host-certificates.ts'
import { sniff } from './sniff.ts'

/** Who answers under a host name. */
export interface Target {
  handle: Handler
  /** Signs the host's certificate, and those of clients; the lab's own authority when absent. */
  authority?: CertificateAuthority
}

/** The way out of a workstation: an HTTP proxy behind which only the lab exists. */
export interface Gateway {
  /** Serves one connection of a client that was told to use a proxy. */
  serve(socket: Duplex): void
  /** Who answers under a name, for those inside the process. */
  findTarget(host: string, port: number): Target | undefined
}

export interface GatewayOptions {
  transport: HttpTransport
  certificates: HostCertificates
  authority: CertificateAuthority
  /** Who answers for a name in lower case, at a port; undefined where there is nobody. */
  findTarget(host: string, port: number): Target | undefined
}

/** Each host name ends here, inside the process: `CONNECT` is answered with TLS under that name or with plain HTTP, whichever
 *  the client begins with, and requests of the form `GET http://name/` are passed on. Any other name is refused by name. */
export function createGateway(options: GatewayOptions): Gateway {
  const { transport, certificates } = options
  const endpoints = new Map<string, { target: Target; endpoint: Promise<TlsEndpoint> }>()

  function endpointOf(host: string, target: Target): Promise<TlsEndpoint> {
    const known = endpoints.get(host)
    // A name may be given to another target later: a cluster or load balancer that was deleted and made again.
    if (known?.target.handle === target.handle && known.target.authority === target.authority) return known.endpoint
    const signer = target.authority ?? options.authority
    const endpoint = certificates.identify(signer, [host]).then((identity) => ({
      ...identity,
      handle: target.handle,
      ...(target.authority && { clientAuthorities: () => [target.authority!.certificatePem] }),
    }))
    endpoints.set(host, { target, endpoint })
    return endpoint
  }

  async function connect(authorityForm: string, socket: Duplex, head: Buffer): Promise<void> {
    const { host, port } = splitHost(authorityForm, 443)
    const target = options.findTarget(host, port)
    if (!target) {
      // Go's and Python's clients show the reason phrase, so the whole sentence stands there.
      socket.end(`HTTP/1.1 403 ${unknownHost(host, port)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const endpoint = await endpointOf(host, target)
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    sniff(socket, {
      tls: (inner) => transport.serveTls(inner, endpoint),
      plain: (inner) => transport.servePlain(inner, { handle: target.handle }),
    })
  }

  async function forward(request: ApiRequest): Promise<ApiResponse> {
    if (!URL.canParse(request.path)) return text(400, 'this is a proxy: ask for http://name/, or CONNECT name:443')
    const url = new URL(request.path)
    const { host, port } = splitHost(url.host, 80)
    const target = url.protocol === 'http:' ? options.findTarget(host, port) : undefined
    if (!target) return text(403, unknownHost(host, port))
    return target.handle({ ...request, path: url.pathname, headers: { ...request.headers, host: url.host } })
  }

  return {
    findTarget: (host, port) => options.findTarget(host, port),
    serve: (socket) => transport.servePlain(socket, { handle: forward, proxy: (...args) => void connect(...args) }),
  }
}

function splitHost(text: string, defaultPort: number): { host: string; port: number } {
  const match = /^(.*?)(?::(\d+))?$/.exec(text)!
  return { host: match[1]!.toLowerCase(), port: Number(match[2] ?? defaultPort) }
}

const unknownHost = (host: string, port: number) =>
  `could not reach ${printable(host)}:${port}: no such host in this lab`

const printable = (host: string) => host.replace(/[^\w.-]/g, '?').slice(0, 253)

function text(status: number, message: string): ApiResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${message}\n` }
}
