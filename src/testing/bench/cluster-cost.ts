// What clusters cost in one process: `node --expose-gc src/testing/bench/cluster-cost.ts` prints one JSON line.
import { createConsoleLog, createIds, createSystemClock, createTokenSigner } from '#base'
import { createCluster, type Cluster } from '#cluster'
import { memory } from './memory.ts'

/** What a cluster costs of which so many are made. */
export interface ClusterCost {
  clusters: number
  /** Milliseconds until a new one is ready. */
  readyMs: number
  /** Kept by one in which nothing happens. */
  bytesEach: number
  /** Seconds of a core that one in which nothing happens takes in an hour. */
  idleHourSeconds: number
}

const MANY = 100
const SETTLE_MS = 1500
/** Leases are renewed and what is known is looked at again within it. */
const IDLE_MS = 10_000

const clock = createSystemClock()
const context = { clock, ids: createIds(), log: createConsoleLog('bench') }
const clusters: Cluster[] = [await addCluster()]
await sleep(SETTLE_MS)
const costs = [await measure(1), await measure(MANY)]
console.log(JSON.stringify(costs))
for (const cluster of clusters) cluster.close()
process.exit(0)

async function measure(count: number): Promise<ClusterCost> {
  const before = memory()
  const begun = performance.now()
  for (let i = 0; i < count; i++) clusters.push(await addCluster())
  const readyMs = (performance.now() - begun) / count
  await sleep(SETTLE_MS)
  return { clusters: count, readyMs, bytesEach: (memory() - before) / count, idleHourSeconds: await idleHour() }
}

async function idleHour(): Promise<number> {
  const used = process.cpuUsage()
  await sleep(IDLE_MS)
  const { user, system } = process.cpuUsage(used)
  return ((user + system) / 1e6 / clusters.length) * (3_600_000 / IDLE_MS)
}

/** A cluster whose components run and whose namespace `default` takes pods. */
async function addCluster(): Promise<Cluster> {
  const signer = createTokenSigner()
  const cluster = createCluster({ ...context, signer, issuer: 'https://kubernetes.default.svc' })
  cluster.start()
  while (!cluster.store.get('/registry/serviceaccounts', 'default/default'))
    await new Promise((resolve) => setImmediate(resolve))
  return cluster
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
