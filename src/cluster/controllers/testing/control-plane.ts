import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import type { CloudProvider } from '../../cloud-provider.ts'
import { createFakeNodes } from '../../fake-nodes/node-objects.ts'
import { Event } from '../../resources/generated/kinds.ts'
import type { ControllerManager } from '../controller-manager.ts'

/** A running cluster whose nodes run pods in name only. */
export interface ControlPlane extends TestCluster {
  manager: ControllerManager
  /** The reasons and messages of events about objects of a kind, oldest first, with their counts when they came more than once. */
  eventsOf(kind: string): Promise<string[]>
}

export async function createControlPlane({
  nodes = 3,
  seed = 1,
  ...options
}: { nodes?: number; seed?: number; cloud?: CloudProvider } = {}): Promise<ControlPlane> {
  const base = await createTestCluster(seed, options)
  const { cluster, clock, client } = base
  await createFakeNodes(client, nodes)
  cluster.start()
  await clock.settle()
  return {
    ...base,
    manager: cluster.components.get('kube-controller-manager') as ControllerManager,
    async eventsOf(kind) {
      const { items } = await client.list(Event)
      const madeAt = (name: string) => BigInt(`0x${name.slice(name.lastIndexOf('.') + 1)}`)
      return items
        .filter(({ involvedObject }) => involvedObject.kind === kind)
        .sort((a, b) => (madeAt(a.metadata.name) < madeAt(b.metadata.name) ? -1 : 1))
        .map(({ reason, message, count = 1 }) => `${reason} ${message}${count > 1 ? ` (x${count})` : ''}`)
    },
  }
}
