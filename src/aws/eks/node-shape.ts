import type { InstanceType } from '../ec2/data/instance-types.ts'
import type { NodeResources } from './control-plane-host.ts'

/** What a machine of a type offers to Pods. */
export interface NodeShape {
  capacity: NodeResources
  allocatable: NodeResources
  maxPods: number
}

// Seen on real machines; the kernel and the hypervisor keep a part of what the type promises.
const MEMORY_KI: Readonly<Record<string, number>> = { 't3.medium': 3_931_728, 't3.large': 8_006_060 }

/** Pods that fit a type's interfaces: each interface keeps one address for itself, and two Pods use the node's own network. */
export const maxPodsOf = ({ interfaces, addressesPerInterface }: InstanceType): number =>
  interfaces * (addressesPerInterface - 1) + 2

/** Capacity of a node, and what the kubelet leaves of it for Pods.
 *  @see https://github.com/awslabs/amazon-eks-ami nodeadm/internal/kubelet (reserved resources) */
export function nodeShape(type: InstanceType, diskGb: number): NodeShape {
  const maxPods = maxPodsOf(type)
  const memoryKi = MEMORY_KI[type.type] ?? usableMemoryKi(type.memoryMiB)
  // A disk of 20 GiB has 20893676Ki for files, one of 50 GiB 52350956Ki: the partition table and the file system take the rest.
  const diskKi = diskGb * 1_048_576 - 77_844
  const diskBytes = diskKi * 1024
  const common = { 'hugepages-1Gi': '0', 'hugepages-2Mi': '0', pods: String(maxPods) }
  return {
    maxPods,
    capacity: { ...common, cpu: String(type.vcpus), memory: `${memoryKi}Ki`, 'ephemeral-storage': `${diskKi}Ki` },
    allocatable: {
      ...common,
      cpu: `${type.vcpus * 1000 - reservedMillicpu(type.vcpus)}m`,
      memory: `${memoryKi - (11 * maxPods + 255 + 100) * 1024}Ki`,
      // Verbatim: the kubelet takes a tenth as a 32-bit float.
      'ephemeral-storage': String(diskBytes - Math.floor(diskBytes * Math.fround(0.1)) - 1024 ** 3),
    },
  }
}

/** Differs: a line through the machines whose real figures are known. */
function usableMemoryKi(memoryMiB: number): number {
  const keptMiB = 139.2 + 29.3 * (memoryMiB / 1024)
  return Math.round((memoryMiB - keptMiB) * 1024)
}

/** 6 % of the first core, 1 % of the second, 0.5 % of the next two, 0.25 % of the others. */
function reservedMillicpu(cores: number): number {
  let reserved = 0
  for (let core = 0; core < cores; core++) reserved += core === 0 ? 60 : core === 1 ? 10 : core < 4 ? 5 : 2.5
  return Math.floor(reserved)
}
