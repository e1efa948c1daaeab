// Node's own HTTPS server answering constants, the ceiling of whatever is built on it: `node src/testing/bench/constant-server.ts DIR`
// writes DIR/kubeconfig and prints one JSON line when it is ready. Ends on SIGTERM.
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAuthority, createIds, createKeyPair } from '#base'
import { formatKubeconfig } from '../../lab/kubeconfig.ts'

const [directory = ''] = process.argv.slice(2)
const HOUR_MS = 3600_000

const authority = await createAuthority({ commonName: 'bench', nowMs: Date.now(), ids: createIds() })
const { privateKeyPem, publicKey } = await createKeyPair()
const certificatePem = await authority.issue({
  subject: { commonName: 'constant' },
  ipAddresses: ['127.0.0.1'],
  usages: ['server', 'client'],
  publicKey,
  notBeforeMs: Date.now() - HOUR_MS,
  notAfterMs: Date.now() + HOUR_MS,
})

const object = JSON.stringify({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: {
    name: 'constant',
    namespace: 'bench',
    uid: 'x'.repeat(36),
    resourceVersion: '1',
    managedFields: 'x'.repeat(350),
  },
  data: { 'app.properties': 'color=green\nsize=large\n' },
})
const list = `{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[${Array.from({ length: 500 }, () => object).join(',')}]}`

const event = `{"type":"MODIFIED","object":${object}}\n`
const watchers = new Set<ServerResponse>()

const server = createServer({ cert: certificatePem, key: privateKeyPem }, (request, response) => {
  request.resume()
  request.on('end', () => {
    if (request.url!.includes('watch=1')) {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.flushHeaders()
      watchers.add(response)
      response.on('close', () => watchers.delete(response))
      return
    }
    if (request.method === 'PATCH') for (const watcher of watchers) watcher.write(event)
    const body = request.url!.includes('limit=500') ? list : object
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
const kubeconfig = join(directory, 'kubeconfig')
await mkdir(directory, { recursive: true })
const config = { name: 'constant', user: 'bench', server: `https://127.0.0.1:${port}`, certificatePem, privateKeyPem }
await writeFile(kubeconfig, formatKubeconfig({ ...config, caPem: authority.certificatePem }), { mode: 0o600 })
console.log(JSON.stringify({ kubeconfig }))
process.once('SIGTERM', () => process.exit(0))
