import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import type { UserInfo } from '../../client/client.ts'
import { createInformerFactory } from '../../client/informer-factory.ts'
import { defineFakeNodes } from '../../fake-nodes/component.ts'
import { createFakeNodes } from '../../fake-nodes/node-objects.ts'
import { Event, Node, Pod } from '../../resources/generated/kinds.ts'
import { createControllerManager, type ControllerManager } from '../controller-manager.ts'
import { controllers } from '../index.ts'

/** A cluster with controllers, nodes whose pods run at once, and something that binds pods to them. */
export interface ControlPlane extends TestCluster {
  manager: ControllerManager
  /** The messages of events about objects of a kind, oldest first, with their counts when they came more than once. */
  eventsOf(kind: string): Promise<string[]>
}

export async function createControlPlane({ nodes = 3, seed = 1 } = {}): Promise<ControlPlane> {
  const base = await createTestCluster(seed)
  const { cluster, clock, ids, log, client } = base
  const clientFor = (account?: string) => {
    const name = account ? `system:serviceaccount:kube-system:${account}` : 'system:kube-controller-manager'
    const user: UserInfo = { name, groups: ['system:masters', 'system:authenticated'] }
    return cluster.clientFor(user, 'kube-controller-manager')
  }
  const manager = createControllerManager({
    name: 'kube-controller-manager',
    controllers,
    clientFor,
    clock,
    ids,
    log,
    host: 'test',
  })
  const fakeNodes = defineFakeNodes({ client, clock, log })
  await createFakeNodes(client, nodes)
  manager.start()
  fakeNodes.start()
  const stopBinding = bindPods(base)
  await clock.settle()
  return {
    ...base,
    manager,
    async eventsOf(kind) {
      const { items } = await client.list(Event)
      return items
        .filter(({ involvedObject }) => involvedObject.kind === kind)
        .sort((a, b) =>
          BigInt(`0x${a.metadata.name.split('.').at(-1)!}`) < BigInt(`0x${b.metadata.name.split('.').at(-1)!}`)
            ? -1
            : 1,
        )
        .map(({ reason, message, count = 1 }) => `${reason} ${message}${count > 1 ? ` (x${count})` : ''}`)
    },
    [Symbol.dispose]() {
      stopBinding()
      manager.stop()
      fakeNodes.stop()
      base[Symbol.dispose]()
    },
  }
}

/** Binds pods without a node selector to the nodes in turn. */
function bindPods({ client, clock, log }: TestCluster): () => void {
  const informers = createInformerFactory({ client, clock, log })
  const nodes = informers.of(Node)
  let turn = 0
  informers.of(Pod).onChange(({ type, object }) => {
    if (type === 'deleted' || object.spec?.nodeName || object.spec?.nodeSelector) return
    const { name, namespace = '' } = object.metadata
    const target = nodes.list()[turn++ % nodes.size]
    if (!target) return
    const body = { metadata: { name }, target: { kind: 'Node', name: target.metadata.name } }
    client.createSubresource(Pod, name, 'binding', body, { namespace }).catch(() => undefined) // Bound or gone already.
  })
  informers.start()
  return () => informers.stop()
}
