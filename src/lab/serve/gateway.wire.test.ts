import { once } from 'node:events'
import { connect as connectHttp2 } from 'node:http2'
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { request } from 'node:http'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeAll, expect, test } from 'vitest'
import {
  createAuthority,
  createKeyPair,
  createSeededIds,
  createSystemClock,
  type CertificateAuthority,
  type Log,
} from '#base'
import type { ApiRequest, ApiResponse } from '#cluster'
import { createHttpTransport } from './connection.ts'
import { createGateway } from './gateway.ts'
import { createHostCertificates } from './host-certificates.ts'

const clock = createSystemClock()
const ids = createSeededIds(3)
const errors: string[] = []
const log: Log = { info() {}, warn() {}, error: (message) => void errors.push(message) }
const transport = createHttpTransport(log)
let lab: CertificateAuthority
let cluster: CertificateAuthority
let server: Server
let port: number
const seen: ApiRequest[] = []

async function handle(asked: ApiRequest): Promise<ApiResponse> {
  seen.push(asked)
  const headers = { 'content-type': 'text/plain' }
  if (asked.path === '/bug') throw new Error('a bug')
  if (asked.path === '/large') return { status: 200, headers, body: 'x'.repeat(200_000) }
  if (asked.path === '/watch') return { status: 200, headers, stream: ticks(asked.signal) }
  return { status: 200, headers, body: `${asked.method} ${asked.path}?${asked.query} ${asked.body?.length ?? 0}` }
}

let stopped = 0
async function* ticks(signal: AbortSignal): AsyncGenerator<string> {
  yield 'one\n'
  yield 'two\n'
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  stopped++
}

beforeAll(async () => {
  lab = await createAuthority({ commonName: 'lab', nowMs: Date.now(), ids })
  cluster = await createAuthority({ commonName: 'kubernetes', nowMs: Date.now(), ids })
  const gateway = createGateway({
    transport,
    certificates: createHostCertificates(clock),
    authority: lab,
    findTarget: (host) => {
      if (host === 'web.elb.amazonaws.com') return { handle }
      return host === 'abc.eks.amazonaws.com' ? { handle, authority: cluster } : undefined
    },
  })
  server = createServer((socket) => gateway.serve(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  return () => {
    transport.close()
    server.close()
  }
})
afterEach(() => {
  expect(errors.splice(0)).toEqual([])
})

async function tunnel(target: string): Promise<{ socket: Socket; answer: string }> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`)
  const [head] = (await once(socket, 'data')) as [Buffer]
  return { socket, answer: head.toString() }
}

async function tls(host: string, options: object): Promise<TLSSocket> {
  const { socket } = await tunnel(`${host}:443`)
  const secure = connectTls({ socket, servername: host, ...options })
  await once(secure, 'secureConnect')
  return secure
}

/** Sends one request on a TLS connection; the answer's status, headers and body. */
async function ask(socket: TLSSocket, method: string, path: string, headers = {}, body?: Buffer) {
  const out = request({
    createConnection: () => socket,
    method,
    path,
    headers: { host: 'x', connection: 'close', ...headers },
  })
  out.end(body)
  const [incoming] = (await once(out, 'response')) as [
    NodeJS.ReadableStream & { statusCode: number; headers: Record<string, string> },
  ]
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return { status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(chunks) }
}

test('a name of the lab answers over TLS with a certificate of its authority', async () => {
  const socket = await tls('web.elb.amazonaws.com', { ca: lab.certificatePem, ALPNProtocols: ['http/1.1'] })
  expect(socket.authorized).toBe(true)
  const { status, body } = await ask(socket, 'GET', '/a?b=c')
  expect([status, body.toString()]).toEqual([200, 'GET /a?b=c 0'])
})

test('a client certificate counts when the authority of the cluster signed it, and only then', async () => {
  const keys = await createKeyPair()
  const subject = { commonName: 'kubernetes-admin', organizations: ['others', 'system:masters'] }
  const period = { notBeforeMs: Date.now() - 1000, notAfterMs: Date.now() + 60_000 }
  for (const [authority, expected] of [
    [cluster, { ...subject, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string }],
    [lab, undefined],
  ] as const) {
    const cert = await authority.issue({ subject, usages: ['client'], publicKey: keys.publicKey, ...period })
    const socket = await tls('abc.eks.amazonaws.com', { ca: cluster.certificatePem, cert, key: keys.privateKeyPem })
    await ask(socket, 'GET', '/who')
    expect(seen.at(-1)!.certificate).toEqual(expected)
  }
})

test('HTTP/2 carries requests side by side, with bodies', async () => {
  const socket = await tls('abc.eks.amazonaws.com', { ca: cluster.certificatePem, ALPNProtocols: ['h2'] })
  const session = connectHttp2('https://abc.eks.amazonaws.com', { createConnection: () => socket })
  const texts = await Promise.all(
    [1, 2, 3].map(async (n) => {
      const stream = session.request({ ':authority': 'abc.eks.amazonaws.com', ':method': 'POST', ':path': `/n?${n}` })
      stream.end('x'.repeat(n))
      let text = ''
      for await (const chunk of stream.setEncoding('utf8')) text += chunk as string
      return text
    }),
  )
  expect(texts).toEqual(['POST /n?1 1', 'POST /n?2 2', 'POST /n?3 3'])
  expect(seen.at(-1)!.headers['host']).toBe('abc.eks.amazonaws.com')
  session.destroy()
})

test.each(['h2', 'http/1.1'])(
  'a stream over %s is written as it comes and ends when the client leaves',
  async (protocol) => {
    const socket = await tls('abc.eks.amazonaws.com', { ca: cluster.certificatePem, ALPNProtocols: [protocol] })
    const before = stopped
    const arrived = once(
      protocol === 'h2'
        ? connectHttp2('https://x', { createConnection: () => socket }).request({ ':path': '/watch' })
        : ((
            await once(request({ createConnection: () => socket, path: '/watch' }).end(), 'response')
          )[0] as NodeJS.ReadableStream),
      'data',
    )
    expect(String((await arrived)[0])).toBe('one\ntwo\n')
    socket.destroy()
    await expect.poll(() => stopped).toBe(before + 1)
  },
)

test('a body over 3 MiB is refused as kube-apiserver refuses it, and the client sees it', async () => {
  const socket = await tls('abc.eks.amazonaws.com', { ca: cluster.certificatePem })
  const { status, body } = await ask(socket, 'POST', '/api', {}, Buffer.alloc(4 * 1024 * 1024))
  expect(status).toBe(413)
  expect(JSON.parse(body.toString())).toMatchObject({
    reason: 'RequestEntityTooLarge',
    message: 'Request entity too large: limit is 3145728',
  })
})

test('large answers are compressed for those who take it', async () => {
  const open = () => tls('abc.eks.amazonaws.com', { ca: cluster.certificatePem })
  const packed = await ask(await open(), 'GET', '/large', { 'accept-encoding': 'gzip' })
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
  expect(gunzipSync(packed.body).length).toBe(200_000)
  const plain = await ask(await open(), 'GET', '/large')
  expect(plain.headers['content-encoding']).toBeUndefined()
})

test('requests for a plain address are passed on, inside a tunnel and without one', async () => {
  const socket = connect(port, '127.0.0.1')
  socket.write(
    'GET http://web.elb.amazonaws.com:8080/shop?x=1 HTTP/1.1\r\nHost: web.elb.amazonaws.com:8080\r\nConnection: close\r\n\r\n',
  )
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  expect(text).toContain('GET /shop?x=1 0')
  const { socket: inner } = await tunnel('web.elb.amazonaws.com:80')
  inner.write('GET /shop HTTP/1.1\r\nHost: web.elb.amazonaws.com\r\n\r\n')
  expect(String((await once(inner, 'data'))[0])).toContain('GET /shop? 0')
  inner.destroy()
})

test('any other name is refused by name', async () => {
  const { answer, socket } = await tunnel('example.com:443')
  expect(answer).toMatch(/^HTTP\/1.1 403 could not reach example.com:443: no such host in this lab\r\n/)
  socket.destroy()
})

test('a bug of a handler is an answer, and the operator hears of it', async () => {
  const { status } = await ask(await tls('abc.eks.amazonaws.com', { ca: cluster.certificatePem }), 'GET', '/bug')
  expect(status).toBe(500)
  expect(errors.splice(0)).toEqual(['a request failed'])
})

test('what is not HTTP ends its own connection and nothing else', async () => {
  const { socket } = await tunnel('abc.eks.amazonaws.com:443')
  socket.write(Buffer.from([0x16, 1, 2, 3, 4, 5, 6, 7, 8, 9]))
  await once(socket, 'close')
  const other = connect(port, '127.0.0.1')
  other.write('\0\0\0\0')
  expect(String((await once(other, 'data'))[0])).toContain('400 Bad Request')
})
