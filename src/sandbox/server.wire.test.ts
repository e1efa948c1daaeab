import { once } from 'node:events'
import { request } from 'node:http'
import { connect as connectTcp } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'
import { connect, type Page } from '../testing/sandbox/page.ts'
import { CloseCode, formatFrame, MAX_CLIENT_MESSAGE_BYTES } from './protocol.ts'

let backend: TestBackend
let cookie: string

beforeAll(async () => {
  // Without workstations: nothing here needs a shell.
  backend = await startTestBackend({
    programs: 'no terminals in this test',
    limits: { sessions: 4, pagesPerSession: 3 },
  })
  cookie = await backend.cookie()
})
afterAll(() => backend[Symbol.asyncDispose]())

/** The code with which the backend closes a connection after `messages`. */
async function closeCode(messages: (string | Buffer)[], headers: Record<string, string> = { cookie }): Promise<number> {
  const socket = connect(backend.url, headers)
  await once(socket, 'open')
  for (const message of messages) socket.send(message)
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

/** The HTTP status with which the backend refuses a WebSocket. */
async function refusal(headers: Record<string, string>): Promise<number> {
  const socket = connect(backend.url, { cookie, ...headers })
  socket.on('error', () => {})
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
  socket.terminate()
  return answer.statusCode
}

const hello = formatFrame({ type: 'hello', page: '' })

test.each([
  ['not JSON', ['{']],
  ['an unknown type', ['{"v":1,"type":"launch"}']],
  ['another version', ['{"v":2,"type":"hello","page":""}']],
  ['a field too many', ['{"v":1,"type":"hello","page":"","admin":true}']],
  ['a page outside of the course', ['{"v":1,"type":"hello","page":"../../etc"}']],
  ['a frame before hello', [formatFrame({ type: 'ping' })]],
  ['hello twice', [hello, hello]],
  ['an empty binary message', [hello, Buffer.alloc(0)]],
  ['a terminal that cannot exist', [hello, Buffer.from([200, 65])]],
])('%s closes the connection', async (_what, messages) => {
  expect(await closeCode(messages)).toBe(CloseCode.badFrame)
})

test('a message over the limit closes the connection', async () => {
  expect(await closeCode([hello, Buffer.alloc(MAX_CLIENT_MESSAGE_BYTES + 1)])).toBe(1009)
})

test('a flood of frames closes the connection', async () => {
  const pings = Array.from({ length: 2000 }, () => formatFrame({ type: 'ping' }))
  expect(await closeCode([hello, ...pings])).toBe(CloseCode.tooMany)
})

test('a broken connection breaks no other', async () => {
  const page = await backend.page(cookie)
  await closeCode(['{'])
  page.send({ type: 'ping' })
  await page.frame('pong')
  await page.close()
})

test.each([
  ['no cookie', {}],
  ['a cookie of another shape', { cookie: 'reconcile=guess' }],
])('%s opens no session', async (_what, headers) => {
  expect(await closeCode([hello], headers as Record<string, string>)).toBe(CloseCode.badSession)
})

test('pages of other origins are refused', async () => {
  expect(await refusal({ origin: 'https://evil.example' })).toBe(403)
  expect(await refusal({ origin: 'null' })).toBe(403)
  expect(await refusal({ host: 'evil.example', origin: 'http://evil.example' })).toBe(421)
})

test('other host names are refused for pages too', async () => {
  const asked = request(new URL('/api/health', backend.url), { headers: { host: 'evil.example' } }).end()
  const [answer] = (await once(asked, 'response')) as [
    { statusCode: number; headers: Record<string, string>; resume(): void },
  ]
  answer.resume()
  expect(answer.statusCode).toBe(421)
  expect(answer.headers['set-cookie']).toBeUndefined()
  // An address belongs to nobody else: other machines may ask for it.
  const byAddress = request(new URL('/api/health', backend.url), { headers: { host: '192.0.2.7:7450' } }).end()
  expect((await once(byAddress, 'response'))[0]).toMatchObject({ statusCode: 200 })
})

test('the cookie is out of reach of scripts and other sites, and is given once', async () => {
  const first = await fetch(new URL('/api/health', backend.url))
  expect(first.headers.get('set-cookie')).toMatch(/^reconcile=[0-9a-f]{32}; .*HttpOnly; SameSite=Strict$/)
  const again = await fetch(new URL('/api/health', backend.url), { headers: { cookie } })
  expect(again.headers.get('set-cookie')).toBeNull()
})

test('files outside of the site are not served', async () => {
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/api/nothing']) {
    const asked = request(backend.url, { path }).end()
    const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }]
    answer.resume()
    expect([400, 404]).toContain(answer.statusCode)
  }
})

test.each([
  ['a WebSocket at no address', 'GET // HTTP/1.1', [], 404],
  ['a WebSocket at an address that is none', 'GET http://[ HTTP/1.1', [], 404],
  ['two lengths of one request', 'POST / HTTP/1.1', ['Content-Length: 1', 'Transfer-Encoding: chunked'], 400],
  ['more headers than any browser sends', 'GET / HTTP/1.1', [`Cookie: ${'x'.repeat(100_000)}`], 431],
])('%s is refused, and the backend goes on', async (_what, line, headers, status) => {
  const { hostname, port } = new URL(backend.url)
  const socket = connectTcp(Number(port), hostname)
  const upgrade = headers.length > 0 ? [] : ['Connection: Upgrade', 'Upgrade: websocket']
  socket.write([line, `Host: localhost:${port}`, ...upgrade, ...headers, '', ''].join('\r\n'))
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  socket.destroy()
  expect((await fetch(new URL('/api/health', backend.url))).status).toBe(200)
})

test('a watchdog asks under any name, and what the backend holds is counted', async () => {
  const { port } = new URL(backend.url)
  const asked = request({ port, path: '/healthz', headers: { host: '10.1.2.3:80' } }).end()
  expect((await once(asked, 'response'))[0]).toMatchObject({ statusCode: 200 })
  const page = await backend.page(cookie)
  const counted = await (await fetch(new URL('/metrics', backend.url))).text()
  await page.close()
  for (const name of ['sessions', 'labs', 'pages']) expect(counted).toMatch(new RegExp(`^reconcile_${name} [1-9]`, 'm'))
})

test('what is asked for and is not there gets an error that names it, and no more', async () => {
  const page = await backend.page(cookie)
  page.send({ type: 'terminal.open', terminal: 0, cols: 80, rows: 24 })
  expect(await page.frame('error', ({ about }) => about === 'terminal.open')).toMatchObject({
    code: 'no-terminals',
    message: 'no terminals in this test',
  })
  page.send({ type: 'check', exercise: 'no-such' })
  expect((await page.frame('error', ({ about }) => about === 'check')).code).toBe('unknown-exercise')
  page.send({ type: 'component.set', cluster: 'demo', component: 'kube-scheduler', state: 'stopped' })
  expect((await page.frame('error', ({ about }) => about === 'component.set')).code).toBe('unknown-cluster')
  await page.close()
})

test('pages of one learner and learners at a time are limited', async () => {
  const pages = await Promise.all([1, 2, 3].map(() => backend.page(cookie)))
  expect(await closeCode([hello])).toBe(CloseCode.tooMany)
  const others = []
  for (let i = 0; i < 3; i++) others.push(await backend.page(await backend.cookie()))
  expect(await closeCode([hello], { cookie: await backend.cookie() })).toBe(CloseCode.tooMany)
  await Promise.all([...pages, ...others].map((page) => page.close()))
})

test('who has gone makes room for others, and finds everything again', async () => {
  await using small = await startTestBackend({
    programs: 'no terminals in this test',
    limits: { sessions: 1, spareMs: 0 },
  })
  const [ada, bob] = [await small.cookie(), await small.cookie()]
  const page = await small.page(ada)
  const refused = connect(small.url, { cookie: bob })
  expect((await once(refused, 'close'))[0]).toBe(CloseCode.tooMany)
  const leave = async (left: Page) => {
    await left.close()
    const metrics = async () => (await fetch(new URL('/metrics', small.url))).text()
    await vi.waitFor(async () => expect(await metrics()).toMatch(/^reconcile_pages 0$/m))
  }
  await leave(page)
  await leave(await small.page(bob))
  const back = await small.page(ada)
  expect((await back.frame('welcome')).lab.state).toBe('restored')
  await back.close()
})

test('a submission is signed', async () => {
  const page = await backend.page(cookie, 'deliverables')
  page.send({ type: 'submit', exercise: 'deliverables', learner: 'Ada Lovelace' })
  const { fileName, file } = await page.frame('submission')
  expect(fileName).toMatch(/^deliverables-Ada-Lovelace-\d{4}-\d\d-\d\d\.json$/)
  expect(JSON.parse(file)).toMatchObject({ seal: { signature: expect.stringMatching(/^[0-9a-f]{128}$/) } })
  await page.close()
})
