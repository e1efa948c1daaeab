/** What a machine is: hardware, software and place. The cloud or the lab makes it up. */
export interface NodeProfile {
  name: string
  ip: string
  region: string
  zone: string
  instanceType: string
  providerID: string
  /** A cloud controller tells the cluster of zone, instance type and names; until it has, the node takes no Pods. */
  externalCloud?: boolean
  cpus: number
  memoryBytes: number
  /** Of the disk, in bytes. */
  diskBytes: number
  /** What a node keeps for itself. */
  reserved: { cpuMillis: number; memoryBytes: number; diskBytes: number }
  maxPods: number
  labels: Readonly<Record<string, string>>
  annotations?: Readonly<Record<string, string>>
  taints?: readonly { key: string; value?: string; effect: string }[]
  versions: { kubelet: string; osImage: string; kernel: string; containerRuntime: string }
  /** The image of the pods' sandboxes, which is always there. */
  pauseImage: string
}

const GI = 1024 ** 3
const MI = 1024 ** 2

/** A t3.large that runs a plain v1.35. @param index from 0: names, addresses and zones in turn */
export function plainNodeProfile(index: number, region = 'us-west-2'): NodeProfile {
  const ip = `10.0.${11 + index}.${(11 + index) * 7}`
  const zone = `${region}${['a', 'b', 'c'][index % 3]}`
  const name = `ip-${ip.replaceAll('.', '-')}.${region}.compute.internal`
  return {
    name,
    ip,
    region,
    zone,
    instanceType: 't3.large',
    providerID: `aws:///${zone}/i-0abc12345678900${11 + index}`,
    cpus: 2,
    memoryBytes: 8_053_696 * 1024,
    diskBytes: 20_893_676 * 1024,
    reserved: { cpuMillis: 70, memoryBytes: 542 * MI, diskBytes: GI },
    maxPods: 35,
    labels: {
      'node.kubernetes.io/instance-type': 't3.large',
      'topology.kubernetes.io/region': region,
      'topology.kubernetes.io/zone': zone,
      'eks.amazonaws.com/nodegroup': 'workers',
      'eks.amazonaws.com/capacityType': 'ON_DEMAND',
    },
    versions: {
      kubelet: 'v1.35.4',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      kernel: '6.12.79-101.147.amzn2023.x86_64',
      containerRuntime: 'containerd://2.1.9',
    },
    pauseImage: 'registry.k8s.io/pause:3.10',
  }
}
