// A process of its own that loads an API server and prints what it saw: `node src/testing/bench/api-load.ts KUBECONFIG SECONDS PID|0 [CASE…]`
import { readFileSync } from 'node:fs'
import { HttpConnection, type Target } from './http-connection.ts'
import { kubeconfigTarget } from './kubeconfig-target.ts'

/** What one case reached. */
export interface LoadResult {
  name: string
  /** Requests or events a second. */
  perSecond: number
  /** The same for a second of a processor's time that the server used, where its process is known. */
  perCoreSecond?: number
}

type Rates = Omit<LoadResult, 'name'>

const CONNECTIONS = 16
const WATCHERS = 50
const LISTED = 500

const [kubeconfig = '', seconds = '2', pid = '0', ...only] = process.argv.slice(2)
const target: Target = kubeconfigTarget(kubeconfig)
const durationMs = Number(seconds) * 1000
const namespace = `bench-${process.pid}`
const path = `/api/v1/namespaces/${namespace}/configmaps`

const configMap = (name: string, data: Record<string, string> = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, labels: { app: 'shop', tier: 'backend' } },
    data: { 'app.properties': 'color=green\nsize=large\n', ...data },
  })

type Request = Parameters<HttpConnection['request']>
/** The `count`-th request of a connection. */
type Case = (connection: number, count: number) => Request

const cases: Readonly<Record<string, Case>> = {
  get: (connection, count) => ['GET', `${path}/listed-${(connection * 31 + count) % LISTED}`],
  'list of 500': () => ['GET', `${path}?labelSelector=app%3Dshop&limit=500`],
  create: (connection, count) => [
    'POST',
    path.replace(namespace, `${namespace}-new`),
    configMap(`new-${connection}-${count}`),
  ],
  'merge patch': (connection, count) => [
    'PATCH',
    `${path}/listed-${connection}`,
    `{"data":{"count":"${count}"}}`,
    'application/merge-patch+json',
  ],
  apply: (connection, count) => [
    'PATCH',
    `${path}/applied-${connection}?fieldManager=bench&force=true`,
    configMap(`applied-${connection}`, { count: String(count) }),
    'application/apply-patch+yaml',
  ],
}

const connections = await Promise.all(Array.from({ length: CONNECTIONS }, () => HttpConnection.open(target)))
await prepare(connections)
const results: LoadResult[] = []
for (const [name, make] of Object.entries(cases)) if (wanted(name)) results.push({ name, ...(await load(make)) })
if (wanted('watch events')) results.push({ name: 'watch events', ...(await fanOut()) })
for (const name of [namespace, `${namespace}-new`])
  await connections[0]!.request('DELETE', `/api/v1/namespaces/${name}`)
console.log(JSON.stringify(results))
for (const connection of connections) connection.close()

function wanted(name: string): boolean {
  return only.length === 0 || only.includes(name)
}

async function prepare(all: readonly HttpConnection[]): Promise<void> {
  for (const name of [namespace, `${namespace}-new`])
    await must(all[0]!, [
      'POST',
      '/api/v1/namespaces',
      JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }),
    ])
  let next = 0
  const fill = async (connection: HttpConnection) => {
    while (next < LISTED) await must(connection, ['POST', path, configMap(`listed-${next++}`)])
  }
  await Promise.all(all.map(fill))
}

async function must(connection: HttpConnection, request: Request): Promise<void> {
  const { status, body } = await connection.request(...request)
  if (status >= 300) throw new Error(`${request[0]} ${request[1]}: ${status} ${body}`)
}

/** Requests by all connections together, after a warming up. */
async function load(make: Case): Promise<Rates> {
  const counts = connections.map(() => 0)
  const run = (untilMs: number) =>
    Promise.all(
      connections.map(async (connection, index) => {
        while (performance.now() < untilMs) await must(connection, make(index, counts[index]!++))
      }),
    )
  await run(performance.now() + durationMs / 2)
  const rates = startCounting(() => counts.reduce((sum, count) => sum + count, 0))
  await run(performance.now() + durationMs)
  return rates()
}

/** Events that all watchers together receive while objects are patched as fast as the server can. */
async function fanOut(): Promise<Rates> {
  const watchers = await Promise.all(Array.from({ length: WATCHERS }, () => HttpConnection.open(target)))
  const { body } = await connections[0]!.request('GET', `${path}?limit=1`)
  const { metadata } = JSON.parse(body) as { metadata: { resourceVersion: string } }
  let received = 0
  for (const watcher of watchers)
    watcher.stream(`${path}?watch=1&resourceVersion=${metadata.resourceVersion}`, (text) => {
      for (let at = text.indexOf('{"type":"'); at >= 0; at = text.indexOf('{"type":"', at + 1)) received++
    })
  const patch = cases['merge patch']!
  let count = 1_000_000
  const run = (untilMs: number) =>
    Promise.all(
      connections.map(async (connection, index) => {
        while (performance.now() < untilMs) await must(connection, patch(index, count++))
      }),
    )
  await run(performance.now() + durationMs / 2)
  const rates = startCounting(() => received)
  await run(performance.now() + durationMs)
  const result = rates()
  for (const watcher of watchers) watcher.close()
  return result
}

/** Rates of what `total` counts, from now until the returned function is called. */
function startCounting(total: () => number): () => Rates {
  const [before, begun, coreBefore] = [total(), performance.now(), coreSeconds()]
  return () => {
    const counted = total() - before
    const used = coreSeconds() - coreBefore
    const perSecond = (counted / (performance.now() - begun)) * 1000
    return used > 0 ? { perSecond, perCoreSecond: counted / used } : { perSecond }
  }
}

/** The processor time that the server has used, as Linux tells it; 0 where it is not known. */
function coreSeconds(): number {
  if (pid === '0' || process.platform !== 'linux') return 0
  // After the name in parentheses, which may hold blanks: fields 3 on; user and system time are fields 14 and 15, in hundredths.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}
