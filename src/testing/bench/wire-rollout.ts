// Has an API server roll a large Deployment out while another connection reads: `node src/testing/bench/wire-rollout.ts KUBECONFIG NODES REPLICAS`
import { ADMIN, createFakeNodes, createHttpClient, kinds } from '#cluster'
import { HttpConnection } from './http-connection.ts'
import { kubeconfigTarget } from './kubeconfig-target.ts'

/** What somebody outside of the control plane's processes sees. */
export interface WireRollout {
  replicas: number
  /** From the Deployment to the node of its last pod. */
  schedulingSeconds: number
  /** From the Deployment to its last available replica. */
  creationSeconds: number
  /** From another image to its last available replica. */
  rolloutSeconds: number
  /** How long a GET takes meanwhile, in milliseconds. */
  getP50: number
  getP99: number
  getMax: number
}

const [kubeconfig = '', nodes = 0, replicas = 0] = [process.argv[2], ...process.argv.slice(3).map(Number)] as const
const GET_EVERY_MS = 4
const POLL_MS = 50
const target = kubeconfigTarget(kubeconfig)
const writing = await HttpConnection.open(target)
const client = createHttpClient({
  user: ADMIN,
  component: 'bench',
  async transport({ method, path, headers, body }) {
    const answer = await writing.request(method, path, body, String(headers['content-type']))
    return { status: answer.status, text: async () => answer.body, chunks: noChunks() }
  },
})
const namespace = `bench-${process.pid}`
const name = 'web'

await createFakeNodes(client, nodes)
await client.create(kinds.Namespace, { metadata: { name: namespace } })
const stop = new AbortController()
const latencies = readAllTheTime(stop.signal)
const created = performance.now()
await client.create(kinds.Deployment, { metadata: { name, namespace }, spec: specOf('shop:1') })
const schedulingSeconds = await secondsUntil(created, isScheduled)
const creationSeconds = await secondsUntil(created, isAvailable)
const changed = performance.now()
await client.patch(kinds.Deployment, name, { spec: specOf('shop:2') }, { namespace, type: 'merge' })
const rolloutSeconds = await secondsUntil(changed, isAvailable)
stop.abort()
const sorted = (await latencies).sort((a, b) => a - b)
const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
const result: WireRollout = {
  replicas,
  schedulingSeconds,
  creationSeconds,
  rolloutSeconds,
  getP50: at(0.5),
  getP99: at(0.99),
  getMax: at(1),
}
console.log(JSON.stringify(result))
await client.delete(kinds.Namespace, namespace)
writing.close()

function specOf(image: string) {
  const labels = { app: name }
  const containers = [{ name: 'web', image, resources: { requests: { cpu: '10m', memory: '32Mi' } } }]
  return { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } }
}

async function secondsUntil(begunMs: number, reached: () => Promise<boolean>): Promise<number> {
  while (!(await reached())) await sleep(POLL_MS)
  return (performance.now() - begunMs) / 1000
}

async function isScheduled(): Promise<boolean> {
  const { status } = await client.get(kinds.Deployment, name, { namespace })
  if (status?.replicas !== replicas) return false
  const waiting = await client.list(kinds.Pod, { namespace, fieldSelector: 'spec.nodeName=', limit: 1 })
  return waiting.items.length === 0
}

async function isAvailable(): Promise<boolean> {
  const { metadata, status } = await client.get(kinds.Deployment, name, { namespace })
  if (status?.observedGeneration !== metadata.generation) return false
  return [status?.replicas, status?.updatedReplicas, status?.availableReplicas].every((count) => count === replicas)
}

async function readAllTheTime(signal: AbortSignal): Promise<number[]> {
  const took: number[] = []
  // Opened only now: servers end connections that rest for some seconds.
  const reading = await HttpConnection.open(target)
  while (!signal.aborted) {
    const begun = performance.now()
    await reading.request('GET', `/api/v1/namespaces/${namespace}`)
    took.push(performance.now() - begun)
    await sleep(GET_EVERY_MS)
  }
  reading.close()
  return took
}

// Nothing is watched.
async function* noChunks(): AsyncGenerator<string> {}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
