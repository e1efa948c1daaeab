import { X509Certificate } from 'node:crypto'
import { createServer as createTlsServer, type Server as TlsServer, type TLSSocket } from 'node:tls'
import type { Duplex } from 'node:stream'
import type { Log } from '#base'
import type { Connection, Handler } from './exchange.ts'
import { createHttp1 } from './http1.ts'
import { serveHttp2 } from './http2.ts'

/** One that answers over TLS. */
export interface TlsEndpoint {
  handle: Handler
  certificatePem: string
  privateKeyPem: string
  /** Certificates of authorities: a client may show a certificate that one of them signed; any other counts as none. */
  clientAuthorities?(): readonly string[]
}

/** Speaks HTTP on sockets that others have accepted. */
export interface HttpTransport {
  /** HTTP/1.1 in the clear. */
  servePlain(socket: Duplex, connection: Connection): void
  /** HTTP/1.1 or HTTP/2 over TLS, as the client chooses. */
  serveTls(socket: Duplex, endpoint: TlsEndpoint): void
  /** Cuts off every connection. */
  close(): void
}

/** @param log hears of handlers that fail, which is a bug of theirs. */
export function createHttpTransport(log: Log): HttpTransport {
  const connections = new WeakMap<Duplex, Connection>()
  const open = new Set<Duplex>()
  const tlsServers = new Map<TlsEndpoint, TlsServer>()
  const http1 = createHttp1((socket) => connections.get(socket)!, log)

  function track(socket: Duplex): void {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }

  function servePlain(socket: Duplex, connection: Connection): void {
    connections.set(socket, connection)
    http1.emit('connection', socket)
  }

  function tlsServer(endpoint: TlsEndpoint): TlsServer {
    const server = createTlsServer({
      cert: endpoint.certificatePem,
      key: endpoint.privateKeyPem,
      requestCert: endpoint.clientAuthorities !== undefined,
      rejectUnauthorized: false,
      ALPNProtocols: ['h2', 'http/1.1'],
      handshakeTimeout: 10_000,
    })
    server.on('secureConnection', (socket) => {
      const connection = { handle: endpoint.handle, ...clientOf(socket, endpoint) }
      if (socket.alpnProtocol === 'h2') serveHttp2(socket, connection, log)
      else servePlain(socket, connection)
    })
    // A client that does not trust us, or speaks no TLS, ends its own connection.
    server.on('tlsClientError', (_error, socket) => socket.destroy())
    return server
  }

  return {
    servePlain(socket, connection) {
      track(socket)
      servePlain(socket, connection)
    },
    serveTls(socket, endpoint) {
      track(socket)
      let server = tlsServers.get(endpoint)
      if (!server) tlsServers.set(endpoint, (server = tlsServer(endpoint)))
      server.emit('connection', socket)
    },
    close() {
      for (const socket of open) socket.destroy()
    },
  }
}

// Authorities come and go with clusters, so a certificate is looked at here, once a connection, instead of by OpenSSL's fixed list.
function clientOf(socket: TLSSocket, endpoint: TlsEndpoint): Pick<Connection, 'certificate'> {
  const shown = socket.getPeerX509Certificate()
  const now = Date.now()
  if (!shown || now < shown.validFromDate.getTime() || now > shown.validToDate.getTime()) return {}
  const signed = endpoint.clientAuthorities!().some((pem) => shown.verify(new X509Certificate(pem).publicKey))
  const { CN, O } = socket.getPeerCertificate().subject as { CN?: string; O?: string | string[] }
  if (!signed || CN === undefined) return {}
  const sha256 = shown.fingerprint256.replaceAll(':', '').toLowerCase()
  return { certificate: { commonName: CN, organizations: O === undefined ? [] : [O].flat(), sha256 } }
}
