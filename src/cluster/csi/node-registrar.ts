import { isReason } from '../apimachinery/errors.ts'
import type { Client } from '../client/client.ts'
import type { Informer } from '../client/informer.ts'
import { WorkQueue } from '../client/work-queue.ts'
import { CSINode, Node } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { SidecarDependencies } from './csi-sidecars.ts'
import { nodeUser } from './node-user.ts'
import { isReady } from './ready-pod.ts'

const NODE_ID = 'csi.volume.kubernetes.io/nodeid'

/** Tells the cluster which nodes have the driver, as the sidecar `node-driver-registrar` and the kubelet do. */
export interface NodeRegistrar {
  /** Looks again at a node whose pod of the driver has changed. */
  sync(nodeName: string | undefined): void
  stop(): void
}

/** @param deps `plugins`: the pods of the driver on the nodes. */
export function createNodeRegistrar(deps: SidecarDependencies & { plugins: Informer<types.Pod> }): NodeRegistrar {
  const { driver, plugins, clientFor, clock, log, gate } = deps
  const queue = new WorkQueue({
    clock,
    gate,
    async process(nodeName) {
      const client = clientFor(nodeUser(nodeName), 'kubelet')
      const has = plugins.list().some((pod) => pod.spec?.nodeName === nodeName && isReady(pod))
      try {
        const node = await client.get(Node, nodeName)
        await (has ? register(node, client) : unregister(nodeName, client))
      } catch (error) {
        if (!isReason(error, 'NotFound')) throw error
      }
    },
    onFailure: (nodeName, error, waitMs) =>
      log.info(`${driver.name} was not registered on ${nodeName}, next try in ${waitMs} ms`, { error: String(error) }),
  })
  queue.start()

  async function register(node: types.Node, client: Client): Promise<void> {
    const { name, uid, annotations, labels } = node.metadata
    const { nodeId, topology, maxVolumes } = driver.nodeInfo(node)
    const entry = {
      name: driver.name,
      nodeID: nodeId,
      topologyKeys: Object.keys(topology),
      allocatable: { count: maxVolumes },
    }
    const before = await find(client, name)
    if (!before) {
      const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }]
      await client.create(CSINode, { metadata: { name, ownerReferences }, spec: { drivers: [entry] } })
    } else if (!before.spec.drivers?.some((one) => one.name === driver.name)) {
      const drivers = [...(before.spec.drivers ?? []), entry]
      await client.update(CSINode, { ...before, spec: { ...before.spec, drivers } })
    }
    const ids = { ...(JSON.parse(annotations?.[NODE_ID] ?? '{}') as Record<string, string>), [driver.name]: nodeId }
    if (Object.entries(topology).every(([key, value]) => labels?.[key] === value) && annotations?.[NODE_ID]) return
    const metadata = { labels: { ...topology }, annotations: { [NODE_ID]: JSON.stringify(ids) } }
    await client.patch(Node, name, { metadata }, { type: 'merge' })
  }

  async function unregister(name: string, client: Client): Promise<void> {
    const before = await find(client, name)
    const drivers = before?.spec.drivers?.filter((one) => one.name !== driver.name) ?? []
    if (!before || drivers.length === (before.spec.drivers ?? []).length) return
    await client.update(CSINode, { ...before, spec: { ...before.spec, drivers } })
  }

  return {
    sync: (nodeName) => nodeName !== undefined && queue.add(nodeName),
    stop: () => queue.stop(),
  }
}

async function find(client: Client, name: string): Promise<types.CSINode | undefined> {
  try {
    return await client.get(CSINode, name)
  } catch (error) {
    if (isReason(error, 'NotFound')) return undefined
    throw error
  }
}
