import { toSeconds } from '#base'
import type * as types from '../resources/generated/types.ts'

// Clients see the version that kwok's nodes report, since these nodes behave as those do.
const AGENT_VERSION = 'kwok-0.7.0'

/** type, status, reason and message of a node in good health, in the order in which they are written. */
const HEALTHY = [
  ['Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'],
  ['MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'],
  ['DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'],
  ['PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'],
  ['NetworkUnavailable', 'False', 'RouteCreated', 'RouteController created a route'],
] as const

/** What a node that declares no size has: enough for anything. */
const BOUNDLESS = { cpu: '1k', memory: '1Ti', pods: '1M' }

/** Whether a node or a pod is as healthy as its agent would report it. */
export function isReady({ status }: types.Node | types.Pod): boolean {
  return status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
}

/** The status that a fake node reports about itself at `nowMs`; what its creator declared stays. */
export function nodeStatus(node: types.Node, nowMs: number): types.NodeStatus {
  const time = toSeconds(nowMs)
  const old = new Map(node.status?.conditions?.map((condition) => [condition.type, condition]))
  const conditions = HEALTHY.map(([type, status, reason, message]) => {
    const before = old.get(type)
    old.delete(type)
    const since = before?.status === status ? before.lastTransitionTime : undefined
    return { lastHeartbeatTime: time, lastTransitionTime: since ?? time, message, reason, status, type }
  })
  const info = node.status?.nodeInfo
  const declared = (value: string | undefined, otherwise: string) =>
    value === undefined || value === '' ? otherwise : value
  return {
    allocatable: node.status?.allocatable ?? node.status?.capacity ?? BOUNDLESS,
    capacity: node.status?.capacity ?? node.status?.allocatable ?? BOUNDLESS,
    conditions: [...conditions, ...old.values()],
    daemonEndpoints: node.status?.daemonEndpoints ?? { kubeletEndpoint: { Port: 0 } },
    nodeInfo: {
      architecture: declared(info?.architecture, 'amd64'),
      bootID: info?.bootID ?? '',
      containerRuntimeVersion: declared(info?.containerRuntimeVersion, AGENT_VERSION),
      kernelVersion: declared(info?.kernelVersion, AGENT_VERSION),
      kubeProxyVersion: declared(info?.kubeProxyVersion, AGENT_VERSION),
      kubeletVersion: declared(info?.kubeletVersion, AGENT_VERSION),
      machineID: info?.machineID ?? '',
      operatingSystem: declared(info?.operatingSystem, 'linux'),
      osImage: info?.osImage ?? '',
      systemUUID: info?.systemUUID ?? '',
    },
    phase: 'Running',
  }
}
