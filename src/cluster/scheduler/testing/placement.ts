import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import { Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'

/** A node as a test needs it; it has 4 CPUs, 4 GiB and room for 10 pods unless told otherwise. */
export interface NodeShape {
  name: string
  labels?: Record<string, string>
  taints?: types.Taint[]
  unschedulable?: boolean
  allocatable?: Record<string, string>
  images?: types.ContainerImage[]
}

/** A cluster of which only the scheduler runs. */
export interface Placement extends TestCluster {
  /** Makes a pod. @returns the name of its node, or why there is none, in the scheduler's words. */
  place(name: string, spec?: Partial<types.PodSpec>, labels?: Record<string, string>): Promise<string>
  /** Where a pod is by now, as `place` says it. */
  placeOf(name: string): Promise<string>
}

export async function createPlacement(nodes: readonly NodeShape[]): Promise<Placement> {
  const base = await createTestCluster()
  const { cluster, client, clock } = base
  for (const node of nodes) await createNode(base, node)
  cluster.components.get('kube-scheduler')!.start()
  await clock.settle()
  const placeOf = async (name: string) => {
    const { spec, status } = await client.get(Pod, name, { namespace: 'default' })
    return spec?.nodeName ?? status?.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? 'nowhere'
  }
  return {
    ...base,
    placeOf,
    async place(name, spec = {}, labels = {}) {
      await client.create(Pod, {
        metadata: { name, namespace: 'default', labels },
        spec: { containers: [{ name: 'main', image: 'nginx' }], ...spec },
      })
      await clock.advance(100)
      return placeOf(name)
    },
  }
}

async function createNode({ client }: TestCluster, shape: NodeShape): Promise<void> {
  const { name, labels = {}, taints = [], unschedulable, images } = shape
  const allocatable = { cpu: '4', memory: '4Gi', pods: '10', ...shape.allocatable }
  await client.create(Node, {
    metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
    ...(unschedulable && { spec: { unschedulable } }),
    status: { allocatable, capacity: allocatable, ...(images && { images }) },
  })
  // New nodes are kept free until they are ready; nobody makes them ready here.
  await client.patch(Node, name, { spec: { taints: taints.length > 0 ? taints : null } } as never, { type: 'merge' })
}

/** A container that asks for resources. */
export function asks(requests: Record<string, string>): types.Container[] {
  return [{ name: 'main', image: 'nginx', resources: { requests, limits: extended(requests) } }]
}

function extended(requests: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(requests).filter(([name]) => name.includes('/')))
}
