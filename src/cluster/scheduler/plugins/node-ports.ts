import { refuse, type SchedulerPlugin } from '../plugin.ts'

export const nodePorts: SchedulerPlugin = {
  name: 'NodePorts',
  wakesOn: ['node-added', 'assigned-pod-deleted'],
  nodeLocal: true,
  preFilter: ({ hostPorts }) => (hostPorts.length === 0 ? 'skip' : undefined),
  filter: ({ hostPorts }, node) =>
    hostPorts.some((port) => node.isPortTaken(port))
      ? refuse("node(s) didn't have free ports for the requested pod ports")
      : undefined,
}
