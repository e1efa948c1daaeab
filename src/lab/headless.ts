import { mkdir, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join, resolve } from 'node:path'
import { createKeyPair, type CertificateAuthority, type Clock } from '#base'
import type { ApiRequest, ApiResponse } from '#cluster'
import { formatKubeconfig } from './kubeconfig.ts'
import type { Lab } from './lab.ts'
import type { LabCluster } from './lab-cluster.ts'
import { proxyVariables } from './proxy-variables.ts'
import { sniff } from './serve/sniff.ts'

const DAY_MS = 24 * 3600_000

/** A lab that is served on loopback, as it is told to whoever started it. */
export interface Headless {
  /** The administrator's, for any client on this machine. */
  kubeconfig: string
  proxy: string
  /** To be sourced by a shell: proxy, trust, AWS configuration. */
  env: string
  close(): Promise<void>
}

/**
 * Serves a lab without a site: one port of 127.0.0.1 is the API server of the lab's first cluster (TLS), and the proxy to everything (HTTP).
 *
 * @param options.directory gets `kubeconfig`, `env` and what they name.
 * @param options.port 0 takes a free one.
 * @throws when the port is taken.
 */
export async function serveHeadless(
  lab: Lab,
  options: { directory: string; port: number; clock: Clock },
): Promise<Headless> {
  const directory = resolve(options.directory)
  const first = () => lab.clusters.values().next().value
  const authority = first()?.authority ?? lab.authority
  const identity = await lab.certificates.identify(authority, LOOPBACK_NAMES)
  const endpoint = {
    ...identity,
    handle: (request: ApiRequest) => first()?.handle(request) ?? Promise.resolve(NO_CLUSTER),
    clientAuthorities: () => [lab.authority, ...trusted(lab.clusters.values())].map((one) => one.certificatePem),
  }

  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    sniff(socket, {
      tls: (client) => lab.transport.serveTls(client, endpoint),
      plain: (client) => lab.gateway.serve(client),
    })
  })
  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const paths = { kubeconfig: join(directory, 'kubeconfig'), env: join(directory, 'env') }
  const proxy = `http://127.0.0.1:${port}`
  await mkdir(join(directory, 'aws'), { recursive: true })
  const admin = await createAdmin(lab, options.clock)
  const name = first()?.name ?? 'lab'
  const kubeconfig = {
    name,
    user: 'admin',
    server: `https://127.0.0.1:${port}`,
    caPem: authority.certificatePem,
    ...admin,
  }
  await Promise.all([
    writePrivate(paths.kubeconfig, formatKubeconfig(kubeconfig)),
    writePrivate(join(directory, 'ca.pem'), lab.authority.certificatePem),
    writePrivate(join(directory, 'aws/config'), `[default]\nregion = ${lab.account.region}\noutput = json\n`),
    writePrivate(join(directory, 'aws/credentials'), formatCredentials(lab)),
    writePrivate(paths.env, formatEnv(directory, proxy)),
  ])
  return {
    ...paths,
    proxy,
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc']

const NO_CLUSTER: ApiResponse = {
  status: 503,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'this lab has no cluster yet; make one with: aws eks create-cluster',
    reason: 'ServiceUnavailable',
    code: 503,
  }),
}

const trusted = (clusters: Iterable<LabCluster>): CertificateAuthority[] =>
  Array.from(clusters, ({ authority }) => authority)

async function createAdmin(lab: Lab, clock: Clock): Promise<{ certificatePem: string; privateKeyPem: string }> {
  const { privateKeyPem, publicKey } = await createKeyPair()
  const certificatePem = await lab.authority.issue({
    subject: { commonName: 'admin', organizations: ['system:masters'] },
    usages: ['client'],
    publicKey,
    notBeforeMs: clock.now() - DAY_MS,
    notAfterMs: clock.now() + 365 * DAY_MS,
  })
  return { certificatePem, privateKeyPem }
}

function formatCredentials({ account }: Lab): string {
  const { accessKeyId, secretAccessKey } = account.credentials
  return `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
}

function formatEnv(directory: string, proxy: string): string {
  const variables = {
    KUBECONFIG: join(directory, 'kubeconfig'),
    ...proxyVariables(proxy, join(directory, 'ca.pem')),
    AWS_CONFIG_FILE: join(directory, 'aws/config'),
    AWS_SHARED_CREDENTIALS_FILE: join(directory, 'aws/credentials'),
  }
  const lines = Object.entries(variables).map(([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`)
  return `${lines.join('\n')}\nunset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_PROFILE AWS_ENDPOINT_URL\n`
}

const writePrivate = (path: string, text: string) => writeFile(path, text, { mode: 0o600 })
