// What clusters cost in one process: `node --expose-gc src/testing/bench/cluster-cost.ts` prints one JSON line.
import { createConsoleLog, createIds, createSystemClock, createTokenSigner } from '#base'
import { createCluster, type Cluster } from '#cluster'
import { memory } from './memory.ts'

/** Milliseconds until a new cluster is ready, and the bytes that it keeps when it is idle. */
export interface ClusterCost {
  clusters: number
  readyMs: number
  bytesEach: number
}

const MANY = 100
const SETTLE_MS = 1500

const clock = createSystemClock()
const context = { clock, ids: createIds(), log: createConsoleLog('bench') }
const clusters: Cluster[] = [await addCluster()]
await settle()
const costs = [await measure(1), await measure(MANY)]
console.log(JSON.stringify(costs))
for (const cluster of clusters) cluster.close()
process.exit(0)

async function measure(count: number): Promise<ClusterCost> {
  const before = memory()
  const begun = performance.now()
  for (let i = 0; i < count; i++) clusters.push(await addCluster())
  const readyMs = (performance.now() - begun) / count
  await settle()
  return { clusters: count, readyMs, bytesEach: (memory() - before) / count }
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

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
}
