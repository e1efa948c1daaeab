import type { Draft } from '../apimachinery/object.ts'
import { isReason } from '../apimachinery/errors.ts'
import type { Client } from '../client/client.ts'
import { Node } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'

/** Marks a node whose pods run in name only. The annotation is kwok's, so that manifests written for kwok work here. */
export const FAKE_NODE_ANNOTATION = 'kwok.x-k8s.io/node'

const ZONES = ['a', 'b', 'c']
const NODES_PER_ROUND = 240

/** The `index`-th fake node: a t3.large of a managed node group, zones in turn. */
export function fakeNode(index: number, region = 'us-west-2'): Draft<types.Node> {
  const subnet = 11 + (index % NODES_PER_ROUND)
  const host = (subnet * 7 + Math.floor(index / NODES_PER_ROUND)) % 256
  const name = `ip-10-0-${subnet}-${host}.${region}.compute.internal`
  const zone = `${region}${ZONES[index % ZONES.length]}`
  return {
    metadata: {
      name,
      annotations: { [FAKE_NODE_ANNOTATION]: 'fake', 'node.alpha.kubernetes.io/ttl': '0' },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'eks.amazonaws.com/capacityType': 'ON_DEMAND',
        'eks.amazonaws.com/nodegroup': 'workers',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 't3.large',
        'topology.kubernetes.io/region': region,
        'topology.kubernetes.io/zone': zone,
      },
    },
    spec: { providerID: `aws:///${zone}/i-0abc1234567${String(890_000 + subnet + 256 * host).padStart(6, '0')}` },
    status: {
      allocatable: { cpu: '1930m', memory: '7244736Ki', pods: '35', 'ephemeral-storage': '18242267924' },
      capacity: { cpu: '2', memory: '8053696Ki', pods: '35', 'ephemeral-storage': '20893676Ki' },
    },
  }
}

/** Creates `count` fake nodes; those that exist already stay as they are. */
export async function createFakeNodes(client: Client, count: number, region?: string): Promise<void> {
  for (let index = 0; index < count; index++) {
    try {
      await client.create(Node, fakeNode(index, region))
    } catch (error) {
      if (!isReason(error, 'AlreadyExists')) throw error
    }
  }
}
