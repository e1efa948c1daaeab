import { createFakeNodes, isReason, kinds, type ResourceType } from '#cluster'
import { NAMESPACE, NODES, type WorkloadContext } from './workload-context.ts'

/** Something that people do; tells what it did. */
type Action = (context: WorkloadContext) => Promise<string>

const NAMES = ['a', 'b', 'c']
const IMAGES = ['shop:1', 'shop:2', 'shop:3']
const MOST_REPLICAS = 6
const namespace = NAMESPACE

/** Every action is as likely as the others. */
export const ACTIONS: readonly Action[] = [
  async function createDeployment({ client, pick }) {
    const name = `web-${NAMES[pick(NAMES.length)]}`
    const strategy = pick(4) === 0 ? { type: 'Recreate' } : { type: 'RollingUpdate' }
    const spec = { replicas: pick(MOST_REPLICAS), strategy, ...selected(name, IMAGES[pick(IMAGES.length)]!) }
    await client.create(kinds.Deployment, { metadata: { name, namespace }, spec })
    return `create Deployment ${name} of ${spec.replicas}`
  },
  async function createStatefulSet({ client, pick }) {
    const name = `db-${NAMES[pick(NAMES.length)]}`
    const podManagementPolicy = pick(2) === 0 ? 'OrderedReady' : 'Parallel'
    const spec = { replicas: pick(4), serviceName: name, podManagementPolicy, ...selected(name, IMAGES[0]!) }
    await client.create(kinds.StatefulSet, { metadata: { name, namespace }, spec })
    return `create StatefulSet ${name} of ${spec.replicas}`
  },
  async function createDaemonSet({ client, pick }) {
    const name = `agent-${NAMES[pick(2)]}`
    await client.create(kinds.DaemonSet, { metadata: { name, namespace }, spec: selected(name, IMAGES[0]!) })
    return `create DaemonSet ${name}`
  },
  async function createJob({ client, pick }) {
    const name = `sum-${NAMES[pick(NAMES.length)]}`
    const spec = { restartPolicy: 'Never', containers: [container('sum:1')] }
    const completions = 1 + pick(4)
    await client.create(kinds.Job, {
      metadata: { name, namespace },
      spec: { completions, parallelism: 1 + pick(3), template: { spec } },
    })
    return `create Job ${name} of ${completions}`
  },
  async function createBudget({ client, pick }) {
    const name = `web-${NAMES[pick(NAMES.length)]}`
    const spec = { maxUnavailable: 1 + pick(2), selector: { matchLabels: { app: name } } }
    await client.create(kinds.PodDisruptionBudget, { metadata: { name, namespace }, spec })
    return `create PodDisruptionBudget ${name}`
  },
  async function scale(context) {
    const [type, name] = await anyWorkload(context)
    const replicas = context.pick(MOST_REPLICAS)
    await context.client.patch(type, name, { spec: { replicas } }, { namespace, type: 'merge' })
    return `scale ${type.kind} ${name} to ${replicas}`
  },
  async function rollOut(context) {
    const [type, name] = await anyWorkload(context)
    const image = IMAGES[context.pick(IMAGES.length)]!
    const patch = { spec: { template: { spec: { containers: [{ name: 'main', image }] } } } }
    await context.client.patch(type, name, patch, { namespace, type: 'strategic' })
    return `roll out ${type.kind} ${name} with ${image}`
  },
  async function remove(context) {
    const [type, name] = await anyWorkload(context)
    const propagationPolicy = context.pick(2) === 0 ? 'Background' : 'Foreground'
    await context.client.delete(type, name, { namespace, propagationPolicy })
    return `delete ${type.kind} ${name}`
  },
  async function deletePod({ client, pick }) {
    const { items } = await client.list(kinds.Pod, { namespace })
    const pod = items[pick(items.length)]
    if (!pod) return 'no pod to delete'
    await client.delete(kinds.Pod, pod.metadata.name, { namespace })
    return `delete Pod ${pod.metadata.name}`
  },
  async function drain({ client, pick }) {
    const name = await anyNode(client, pick)
    if (name === undefined) return 'no node to drain'
    await client.patch(kinds.Node, name, { spec: { unschedulable: true } }, { type: 'merge' })
    const { items } = await client.list(kinds.Pod, { namespace, fieldSelector: `spec.nodeName=${name}` })
    for (const { metadata } of items) {
      const body = { metadata: { name: metadata.name, namespace } }
      await client.createSubresource(kinds.Pod, metadata.name, 'eviction', body, { namespace }).catch(ignoreRefusal)
    }
    return `drain ${name}`
  },
  async function uncordon({ client, pick }) {
    const name = await anyNode(client, pick)
    if (name === undefined) return 'no node to uncordon'
    await client.patch(kinds.Node, name, { spec: { unschedulable: null } }, { type: 'merge' })
    return `uncordon ${name}`
  },
  async function loseNode({ client, pick }) {
    const name = await anyNode(client, pick)
    if (name === undefined) return 'no node to lose'
    await client.delete(kinds.Node, name)
    return `lose ${name}`
  },
  async function addNodes({ client }) {
    await createFakeNodes(client, NODES)
    return 'add what nodes are missing'
  },
]

function container(image: string) {
  return { name: 'main', image, resources: { requests: { cpu: '100m', memory: '64Mi' } } }
}

function selected(app: string, image: string) {
  const labels = { app }
  return {
    selector: { matchLabels: labels },
    template: { metadata: { labels }, spec: { containers: [container(image)] } },
  }
}

/** A workload that exists, or the name of one that does not. */
async function anyWorkload({ client, pick }: WorkloadContext): Promise<[ResourceType, string]> {
  const types = [kinds.Deployment, kinds.StatefulSet] as unknown as ResourceType[]
  const found = await Promise.all(types.map(async (type) => ({ type, list: await client.list(type, { namespace }) })))
  const names = found.flatMap(({ type, list }) =>
    list.items.map(({ metadata }): [ResourceType, string] => [type, metadata.name]),
  )
  return names[pick(names.length)] ?? [types[0]!, 'nothing']
}

async function anyNode(
  client: WorkloadContext['client'],
  pick: (limit: number) => number,
): Promise<string | undefined> {
  const { items } = await client.list(kinds.Node)
  return items[pick(items.length)]?.metadata.name
}

/** A budget may forbid an eviction, and the pod may have gone before. */
function ignoreRefusal(error: unknown): void {
  if (!isReason(error, 'TooManyRequests', 'NotFound')) throw error
}
