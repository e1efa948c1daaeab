// A cluster of many nodes and pods in this process: `node --expose-gc src/testing/bench/cluster-scale.ts NODES PODS` prints one JSON line.
import { createConsoleLog, createIds, createSystemClock, createTokenSigner } from '#base'
import { ADMIN, createCluster, createFakeNodes, kinds, type Pod } from '#cluster'
import { memory } from './memory.ts'

/** A phase's wall time and the processor time of all that ran in it: API server, controllers, scheduler and nodes. */
export interface Phase {
  seconds: number
  coreSeconds: number
}

/** What a cluster of a size took. */
export interface ScaleResult {
  nodes: number
  pods: number
  /** From the Deployments to their last pod. */
  creation: Phase
  /** From the scheduler's start to the last pod's node, while the nodes report pods running. */
  scheduling: Phase
  /** From the last pod's node to the last pod Ready. */
  starting: Phase
  /** A Deployment of a thousand gets another image. */
  rollout: Phase
  bytesPerPod: number
  /** An hour in which nothing happens. */
  idleHour: Phase
}

const [nodes = 0, pods = 0] = process.argv.slice(2).map(Number)
const REPLICAS = 1000
const IDLE_MS = 10_000
/** What a rollout leaves to be done: the last pods go, events are written. */
const SETTLE_MS = 2_000
const namespace = 'default'

const cluster = createCluster({
  clock: createSystemClock(),
  ids: createIds(),
  // Of thousands of events at once some are dropped, which each time is a warning.
  log: { ...createConsoleLog('bench'), warn: () => undefined },
  signer: createTokenSigner(),
  issuer: 'https://kubernetes.default.svc',
})
const client = cluster.clientFor(ADMIN, 'bench')
await createFakeNodes(client, nodes)
cluster.start(['kube-scheduler'])
await until(() => cluster.store.get('/registry/serviceaccounts', 'default/default') !== undefined)
await until(() => readyNodes() === nodes)
const bytesBefore = memory()

let existing = 0
let bound = 0
let ready = 0
cluster.store.watch('/registry/pods', cluster.store.revision, ({ object, previous, deleted }) => {
  const [now, before] = [deleted ? 0 : 1, previous ? 1 : 0]
  existing += now - before
  bound += Number(now && isBound(object)) - Number(before && isBound(previous as Pod))
  ready += Number(now && isReady(object)) - Number(before && isReady(previous as Pod))
})

const creation = await phase('creating', async () => {
  for (let index = 0; index < pods / REPLICAS; index++)
    await client.create(kinds.Deployment, deployment(`web-${index}`))
  await until(() => existing === pods)
})
const scheduling = await phase('scheduling', async () => {
  cluster.components.get('kube-scheduler')!.start()
  await until(() => bound === pods)
})
const starting = await phase('starting', () => until(() => ready === pods))
const bytesPerPod = (memory() - bytesBefore) / pods
const rollout = await phase('rolling out', async () => {
  const image = { spec: { template: { spec: { containers: [{ name: 'web', image: 'shop:2' }] } } } }
  await client.patch(kinds.Deployment, 'web-0', image, { namespace, type: 'strategic' })
  await until(() => isRolledOut('web-0'))
})
await sleep(SETTLE_MS)
// An hour is measured by seconds: one collection of what the load left would count hundreds of times.
memory()
const idle = await phase('resting', () => sleep(IDLE_MS))
const idleHour = { seconds: 3600, coreSeconds: (idle.coreSeconds * 3600) / idle.seconds }
const result: ScaleResult = { nodes, pods, creation, scheduling, starting, rollout, bytesPerPod, idleHour }
console.log(JSON.stringify(result))
cluster.close()
process.exit(0)

async function phase(name: string, run: () => Promise<void>): Promise<Phase> {
  const [begun, used] = [performance.now(), process.cpuUsage()]
  await run()
  const { user, system } = process.cpuUsage(used)
  const measured = { seconds: (performance.now() - begun) / 1000, coreSeconds: (user + system) / 1e6 }
  const text = `${measured.seconds.toFixed(1)} s, ${measured.coreSeconds.toFixed(1)} s of a core`
  console.error(`scale: ${pods} pods on ${nodes} nodes: ${name} took ${text}`)
  return measured
}

function deployment(name: string) {
  const labels = { app: name }
  const requests = { cpu: '10m', memory: '32Mi' }
  const spec = { containers: [{ name: 'web', image: 'shop:1', resources: { requests } }] }
  return {
    metadata: { name, namespace },
    spec: { replicas: REPLICAS, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
  }
}

function isRolledOut(name: string): boolean {
  const { metadata, spec, status } = cluster.store.get(
    '/registry/apps/deployments',
    `${namespace}/${name}`,
  ) as unknown as {
    metadata: { generation: number }
    spec: { replicas: number }
    status: { observedGeneration?: number; replicas?: number; updatedReplicas?: number; availableReplicas?: number }
  }
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas &&
    status.replicas === spec.replicas
  )
}

function isBound(pod: Pod): boolean {
  return pod.spec?.nodeName !== undefined
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false
}

function readyNodes(): number {
  let count = 0
  for (const node of cluster.store.range('/registry/nodes')) if (isReady(node)) count++
  return count
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await sleep(5)
}
