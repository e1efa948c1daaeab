import { refuse, type SchedulerPlugin } from '../plugin.ts'

export const schedulingGates: SchedulerPlugin = {
  name: 'SchedulingGates',
  wakesOn: ['pod-changed'],
  nodeLocal: true,
  preEnqueue(pod) {
    const gates = pod.spec!.schedulingGates
    if (!gates?.length) return undefined
    return refuse(`waiting for scheduling gates: [${gates.map(({ name }) => name).join(' ')}]`)
  },
}
