import type { NodeSpec } from '#aws'
import type { NodeProfile, Pod } from '#cluster'

const UNITS: Readonly<Record<string, number>> = { Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, '': 1 }

/** What the kubelet of an instance is told about its machine. */
export function nodeProfile({
  name,
  instance,
  labels,
  taints,
  capacity,
  allocatable,
  maxPods,
  ...spec
}: NodeSpec): NodeProfile {
  return {
    name,
    ip: instance.privateIp,
    region: instance.region,
    zone: instance.zone,
    instanceType: instance.type,
    providerID: instance.providerId,
    externalCloud: true,
    cpus: Number(capacity.cpu),
    memoryBytes: bytes(capacity.memory),
    diskBytes: bytes(capacity['ephemeral-storage']),
    reserved: {
      cpuMillis: millis(capacity.cpu) - millis(allocatable.cpu),
      memoryBytes: bytes(capacity.memory) - bytes(allocatable.memory),
      diskBytes: bytes(capacity['ephemeral-storage']) - bytes(allocatable['ephemeral-storage']),
    },
    maxPods,
    labels,
    annotations: { 'alpha.kubernetes.io/provided-node-ip': instance.privateIp },
    taints,
    versions: {
      kubelet: spec.kubeletVersion,
      osImage: spec.osImage,
      kernel: spec.kernelVersion,
      containerRuntime: spec.containerRuntimeVersion,
    },
    pauseImage: `602401143452.dkr.ecr.${instance.region}.amazonaws.com/eks/pause:3.10`,
  }
}

/** Hands out the addresses of the VPC that the node's interfaces hold. */
export function podAddresses(free: readonly string[]): { allocate(pod: Pod): string; release(podUid: string): void } {
  const left = [...free]
  const taken = new Map<string, string>()
  return {
    allocate({ metadata, status }) {
      const known = taken.get(metadata.uid)
      if (known !== undefined) return known
      // A Pod that ran on this machine before it was restored keeps its address.
      const before = left.indexOf(status?.podIP ?? '')
      const [ip] = before >= 0 ? left.splice(before, 1) : left.splice(0, 1)
      if (ip === undefined)
        throw new Error(
          'plugin type="aws-cni" name="aws-cni" failed (add): add cmd: failed to assign an IP address to container',
        )
      taken.set(metadata.uid, ip)
      return ip
    },
    release(podUid) {
      const ip = taken.get(podUid)
      if (ip === undefined) return
      taken.delete(podUid)
      // At the end of the line, so that an address rests before it is given again.
      left.push(ip)
    },
  }
}

function bytes(quantity: string): number {
  const match = /^(\d+)(Ki|Mi|Gi)?$/.exec(quantity)
  if (!match) throw new Error(`not an amount of bytes: ${quantity}`)
  return Number(match[1]) * UNITS[match[2] ?? '']!
}

const millis = (cpu: string) => (cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000)
