import type { IncomingMessage } from 'node:http'
import { Agent, request as send } from 'node:https'
import type { IncomingAnswer, Transport } from '#cluster'
import type { ApiAccess } from './kubeconfig-access.ts'

/** Carries requests over kept connections. Each watch has one of its own. */
export function createHttpsTransport(access: ApiAccess): Transport & Disposable {
  const agent = new Agent({
    keepAlive: true,
    ...(access.authorityPem && { ca: access.authorityPem }),
    ...(access.serverName && { servername: access.serverName }),
    ...(access.certificatePem && { cert: access.certificatePem }),
    ...(access.privateKeyPem && { key: access.privateKeyPem }),
  })
  const transport: Transport = ({ method, path, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const credentials = access.token ? { authorization: `Bearer ${access.token}` } : {}
      const outgoing = send(new URL(path, access.server), {
        agent,
        method,
        // Node leaves the length out where a body is unusual, as with DELETE; the rest would then be taken for a request.
        headers: {
          ...mutable(headers),
          ...credentials,
          ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
        },
        ...(signal && { signal }),
      })
      outgoing.once('response', (incoming) => resolve(answerOf(incoming)))
      outgoing.once('error', reject)
      outgoing.end(body)
    })
  return Object.assign(transport, { [Symbol.dispose]: () => agent.destroy() })
}

function mutable(headers: Readonly<Record<string, string | readonly string[]>>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  )
}

function answerOf(incoming: IncomingMessage): IncomingAnswer {
  incoming.setEncoding('utf8')
  const chunks = incoming as AsyncIterable<string>
  return {
    status: incoming.statusCode ?? 0,
    chunks,
    async text() {
      let whole = ''
      for await (const chunk of chunks) whole += chunk
      return whole
    },
  }
}
