import { toSeconds } from '#base'
import { formatQuantity, quantityOf, quantityOfMilli } from '../apimachinery/quantity.ts'
import type { Draft } from '../apimachinery/object.ts'
import type { Image } from '../images/image.ts'
import type * as types from '../resources/generated/types.ts'
import type { NodeProfile } from './node-profile.ts'

/** What the kubelet knows about its machine at one moment. */
export interface NodeHealth {
  /** Why the container network is not ready; absent when it is. */
  networkProblem?: string
  memoryPressure: boolean
  diskPressure: boolean
  images: Iterable<Image>
}

const MAX_IMAGES = 50
const UNINITIALIZED = { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' }

/** The Node that the kubelet registers. */
export function nodeObject(profile: NodeProfile): Draft<types.Node> {
  const { name, labels, annotations = {}, taints = [], providerID, externalCloud = false } = profile
  return {
    metadata: {
      name,
      annotations: { 'volumes.kubernetes.io/controller-managed-attach-detach': 'true', ...annotations },
      labels: {
        'beta.kubernetes.io/arch': 'amd64',
        'beta.kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        ...(!externalCloud && {
          'node.kubernetes.io/instance-type': profile.instanceType,
          'topology.kubernetes.io/region': profile.region,
          'topology.kubernetes.io/zone': profile.zone,
        }),
        ...labels,
      },
    },
    spec: {
      providerID,
      taints: [
        { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' },
        ...taints,
        ...(externalCloud ? [UNINITIALIZED] : []),
      ],
    },
  }
}

/** What the kubelet says about its node. */
export function nodeStatus(
  profile: NodeProfile,
  health: NodeHealth,
  before: types.NodeStatus | undefined,
  nowMs: number,
): types.NodeStatus {
  const { name, cpus, memoryBytes, diskBytes, reserved, maxPods, versions } = profile
  const kibibytes = (bytes: number) => `${Math.floor(bytes / 1024)}Ki`
  const huge = { 'hugepages-1Gi': '0', 'hugepages-2Mi': '0' }
  return {
    addresses: addresses(profile, before),
    allocatable: {
      cpu: formatQuantity(quantityOfMilli(cpus * 1000 - reserved.cpuMillis)),
      'ephemeral-storage': formatQuantity(quantityOf(Math.floor(diskBytes * 0.9 - reserved.diskBytes))),
      ...huge,
      memory: kibibytes(memoryBytes - reserved.memoryBytes),
      pods: String(maxPods),
    },
    capacity: {
      cpu: String(cpus),
      'ephemeral-storage': kibibytes(diskBytes),
      ...huge,
      memory: kibibytes(memoryBytes),
      pods: String(maxPods),
    },
    conditions: conditions(health, before?.conditions ?? [], nowMs),
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    features: { supplementalGroupsPolicy: true },
    images: imageList(health.images),
    nodeInfo: {
      architecture: 'amd64',
      bootID: hexOf(`${name}/boot`, true),
      containerRuntimeVersion: versions.containerRuntime,
      kernelVersion: versions.kernel,
      kubeProxyVersion: '',
      kubeletVersion: versions.kubelet,
      machineID: hexOf(`${name}/machine`, false),
      operatingSystem: 'linux',
      osImage: versions.osImage,
      systemUUID: hexOf(`${name}/system`, true),
    },
    runtimeHandlers: [
      { features: { recursiveReadOnlyMounts: true, userNamespaces: true }, name: '' },
      { features: { recursiveReadOnlyMounts: true, userNamespaces: true }, name: 'runc' },
    ],
  }
}

/** What the cloud has written takes precedence. */
function addresses(
  { ip, name, externalCloud }: NodeProfile,
  before: types.NodeStatus | undefined,
): types.NodeAddress[] {
  if (externalCloud && before?.addresses?.length) return before.addresses.map((address) => ({ ...address }))
  return [
    { type: 'InternalIP', address: ip },
    { type: 'Hostname', address: name },
  ]
}

function conditions(health: NodeHealth, before: readonly types.NodeCondition[], nowMs: number): types.NodeCondition[] {
  const pressure = (on: boolean, type: string, bad: [string, string], good: [string, string]) => {
    const [reason, message] = on ? bad : good
    return { type, status: on ? 'True' : 'False', reason, message }
  }
  const wanted = [
    pressure(
      health.memoryPressure,
      'MemoryPressure',
      ['KubeletHasInsufficientMemory', 'kubelet has insufficient memory available'],
      ['KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
    ),
    pressure(
      health.diskPressure,
      'DiskPressure',
      ['KubeletHasDiskPressure', 'kubelet has disk pressure'],
      ['KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
    ),
    pressure(
      false,
      'PIDPressure',
      ['KubeletHasInsufficientPID', 'kubelet has insufficient PID available'],
      ['KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
    ),
    health.networkProblem === undefined
      ? { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' }
      : {
          type: 'Ready',
          status: 'False',
          reason: 'KubeletNotReady',
          message: `container runtime network not ready: ${health.networkProblem}`,
        },
  ]
  const time = toSeconds(nowMs)
  return wanted.map((condition) => {
    const old = before.find(({ type }) => type === condition.type)
    return {
      ...condition,
      lastHeartbeatTime: time,
      lastTransitionTime: old?.status === condition.status ? (old.lastTransitionTime ?? time) : time,
    }
  })
}

/** Largest first, as the kubelet lists them. */
function imageList(images: Iterable<Image>): types.ContainerImage[] {
  return [...images]
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .slice(0, MAX_IMAGES)
    .map(({ reference, repository, digest, sizeBytes }) => ({
      names: [...new Set([`${repository}@${digest}`, reference])],
      sizeBytes,
    }))
}

/** Digits that belong to a text: identities that a machine keeps over restarts. */
function hexOf(text: string, dashed: boolean): string {
  let state = 0x811c9dc5
  const next = (value: number) => (state = Math.imul(state ^ value, 0x01000193) >>> 0)
  for (const character of text) next(character.codePointAt(0)!)
  const digits = Array.from({ length: 4 }, (_, index) =>
    next(index + 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  return dashed ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : digits
}
