import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthority, createIds, createSystemClock, type Log } from '#base'
import type { ApiRequest, ApiResponse, PortForwardUpgrade, ProcessStreams, ProcessUpgrade } from '#cluster'
import { formatKubeconfig } from '../../kubeconfig.ts'
import { ensureTools } from '../../tools/tools.ts'
import { createHttpTransport } from '../connection.ts'
import { createHostCertificates } from '../host-certificates.ts'

const CACHE = join(import.meta.dirname, '../../../../.reconcile/tools')
const log: Log = {
  info() {},
  warn() {},
  error: (message, fields) => expect.unreachable(message + JSON.stringify(fields)),
}
const transport = createHttpTransport(log)
let folder: string
let server: Server
let kubectl: string

const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'web', namespace: 'default' },
  spec: { containers: [{ name: 'web', image: 'web' }] },
  status: { phase: 'Running' },
}

const discovery: Record<string, object> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: [{ name: 'pods', singularName: 'pod', namespaced: true, kind: 'Pod', verbs: ['get'] }],
  },
}

async function handle({ path, query }: ApiRequest): Promise<ApiResponse> {
  const headers = { 'content-type': 'application/json' }
  const asks = new URLSearchParams(query)
  if (path.endsWith('/exec')) return { status: 200, headers, upgrade: processUpgrade(asks) }
  if (path.endsWith('/portforward')) return { status: 200, headers, upgrade: ports }
  return { status: 200, headers, body: JSON.stringify(discovery[path] ?? pod) }
}

function processUpgrade(asks: URLSearchParams): ProcessUpgrade {
  const flag = (name: string) => asks.get(name) === 'true'
  return {
    kind: 'process',
    stdin: flag('stdin'),
    stdout: flag('stdout'),
    stderr: flag('stderr'),
    tty: flag('tty'),
    run: (streams) => run(asks.getAll('command'), streams),
  }
}

async function run([name, arg]: string[], streams: ProcessStreams): Promise<object> {
  if (name === 'cat') for await (const chunk of streams.stdin) await streams.stdout(chunk)
  if (name === 'yes') for (let i = 0; i < 2000; i++) await streams.stdout('y'.repeat(1000))
  if (name !== 'exit') return SUCCESS
  await streams.stdout('out\n')
  await streams.stderr('err\n')
  const causes = [{ reason: 'ExitCode', message: arg }]
  return {
    status: 'Failure',
    reason: 'NonZeroExitCode',
    message: `command terminated with exit code ${arg}`,
    details: { causes },
  }
}

const SUCCESS = { metadata: {}, status: 'Success' }

const ports: PortForwardUpgrade = {
  kind: 'port-forward',
  ports: [],
  async connect(port, connection) {
    if (port === 81) return 'connection refused'
    for await (const chunk of connection.input) await connection.send(Buffer.from(chunk).toString().toUpperCase())
    return undefined
  },
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upgrade-'))
  kubectl = join((await ensureTools({ cache: CACHE, python: '/usr/bin/python3' })).bin, 'kubectl')
  const authority = await createAuthority({ commonName: 'kubernetes', nowMs: Date.now(), ids: createIds() })
  const identity = await createHostCertificates(createSystemClock()).identify(authority, ['127.0.0.1'])
  server = createServer((socket) => transport.serveTls(socket, { ...identity, handle })).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const admin = {
    name: 'x',
    user: 'x',
    server: `https://127.0.0.1:${port}`,
    caPem: authority.certificatePem,
    ...identity,
  }
  await writeFile(join(folder, 'kubeconfig'), formatKubeconfig(admin))
})
afterAll(async () => {
  transport.close()
  server.close()
  await rm(folder, { recursive: true })
})

describe.each([
  ['WebSocket', 'true'],
  ['SPDY', 'false'],
])('over %s', (_name, webSockets) => {
  const env = () => ({
    HOME: folder,
    KUBECONFIG: join(folder, 'kubeconfig'),
    KUBECTL_REMOTE_COMMAND_WEBSOCKETS: webSockets,
    KUBECTL_PORT_FORWARD_WEBSOCKETS: webSockets,
  })
  const exec = (args: string[], input?: string) =>
    new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
      const child = execFile(kubectl, ['exec', ...args], { env: env(), maxBuffer: 1 << 24 }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      )
      child.stdin!.end(input)
    })

  test('exec brings output, errors and the exit status', async () => {
    expect(await exec(['web', '--', 'exit', '7'])).toEqual({
      code: 7,
      stdout: 'out\n',
      stderr: 'err\ncommand terminated with exit code 7\n',
    })
  })

  test('exec carries standard input to its end', async () => {
    const text = 'line\n'.repeat(100_000)
    const { code, stdout } = await exec(['-i', 'web', '--', 'cat'], text)
    expect([code, stdout === text]).toEqual([0, true])
  })

  test('exec loses nothing of much output', async () => {
    expect((await exec(['web', '--', 'yes'])).stdout).toHaveLength(2_000_000)
  })

  test('port-forward carries connections, and says why one failed', async () => {
    const child = spawn(kubectl, ['port-forward', 'pod/web', ':80', ':81'], { env: env() })
    const closed = once(child, 'close')
    let output = ''
    child.stdout.on('data', (chunk) => (output += String(chunk)))
    child.stderr.on('data', (chunk) => (output += String(chunk)))
    const portOf = (remote: number) => Number(new RegExp(`127.0.0.1:(\\d+) -> ${remote}`).exec(output)?.[1])
    await expect.poll(() => portOf(81), { timeout: 5000 }).toBeGreaterThan(0)

    const socket = connect(portOf(80), '127.0.0.1')
    socket.write('hello')
    expect(String((await once(socket, 'data'))[0])).toBe('HELLO')
    socket.resume().end()
    await once(socket, 'close')

    connect(portOf(81), '127.0.0.1')
      .on('error', () => {})
      .write('x')
    await expect.poll(() => output, { timeout: 5000 }).toContain('connection refused')
    child.kill()
    await closed
  })
})
