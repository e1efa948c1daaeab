import { refuse, type ClusterChange, type SchedulerPlugin } from '../plugin.ts'
import { hostPortsOf, type PodInfo } from '../pod-info.ts'
import { opensNodeOrTaints } from '../queueing-hints.ts'

export const nodePorts: SchedulerPlugin = {
  name: 'NodePorts',
  wakesOn: ['node-added', 'node-taints', 'assigned-pod-deleted'],
  helps: (pod, change) => opensNodeOrTaints(nodePorts, pod, change) && freesPort(pod, change),
  nodeLocal: true,
  preFilter: ({ hostPorts }) => (hostPorts.length === 0 ? 'skip' : undefined),
  filter: ({ hostPorts }, node) =>
    hostPorts.some((port) => node.isPortTaken(port))
      ? refuse("node(s) didn't have free ports for the requested pod ports")
      : undefined,
}

/** A pod that goes helps when it had a port that this one asks for. */
function freesPort({ hostPorts }: PodInfo, { pod }: ClusterChange): boolean {
  return (
    !pod ||
    hostPortsOf(pod).some(({ port, protocol }) =>
      hostPorts.some((own) => own.port === port && own.protocol === protocol),
    )
  )
}
