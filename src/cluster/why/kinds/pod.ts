import type { KubeObject } from '../../apimachinery/object.ts'
import type { ContainerStatus, Pod } from '../../resources/generated/types.ts'
import type { Change } from '../../etcd/store.ts'
import type { Deed, Telling } from '../story.ts'

/** Pods: where they go, what their kubelet says of them, and why they do not run. */
export const pod: Telling = {
  deed({ object, previous, deleted }: Change): Deed | undefined {
    if (deleted || !previous) return undefined
    const now = object as Pod
    const before = previous as Pod
    if (now.spec?.nodeName && !before.spec?.nodeName)
      return { verb: 'chose a node for', detail: `: ${now.spec.nodeName}`, varies: true }
    if (now.metadata.deletionTimestamp && !before.metadata.deletionTimestamp) return undefined
    const trouble = troubleOf(now)
    // Trying again and waiting for the next try take turns; that it does not start is told once.
    if (trouble && !troubleOf(before)) return { verb: 'could not start', detail: `: ${trouble}` }
    const disrupted = conditionOf(now, 'DisruptionTarget')
    if (disrupted?.status === 'True' && conditionOf(before, 'DisruptionTarget')?.status !== 'True')
      return { verb: 'condemned', detail: `: ${disrupted.message || disrupted.reason}` }
    const phase = now.status?.phase
    const ready = conditionOf(now, 'Ready')?.status === 'True'
    const wasReady = conditionOf(before, 'Ready')?.status === 'True'
    // What a Pod that is deleted ends as is nobody's concern.
    if (now.metadata.deletionTimestamp) return !ready && wasReady ? { verb: 'ended the containers of' } : undefined
    if (phase !== before.status?.phase && (phase === 'Failed' || phase === 'Succeeded'))
      return { verb: phase === 'Failed' ? 'saw the failure of' : 'saw the end of', detail: exitOf(now) }
    if (ready && !wasReady) return { verb: 'reported', detail: ': Ready' }
    if (!ready && wasReady) return { verb: 'reported', detail: ': no longer Ready' }
    if (phase === 'Running' && before.status?.phase === 'Pending') return { verb: 'reported', detail: ': Running' }
    return undefined
  },

  endings(object: KubeObject, { stopped }) {
    const { metadata, spec, status } = object as Pod
    const node = spec?.nodeName
    if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return []
    if (metadata.deletionTimestamp)
      return node && stopped(`kubelet ${node}`)
        ? [{ who: 'kubelet', what: `is to end this Pod, but that of ${node} is silent`, state: 'waits' }]
        : [{ who: 'kubelet', what: 'waits for the containers to end', state: 'waits' }]
    if (!node) return [withoutNode(object, stopped('kube-scheduler'))]
    if (stopped(`kubelet ${node}`))
      return [{ who: 'kubelet', what: `of ${node} is silent; nobody looks after this Pod`, state: 'waits' }]
    if (conditionOf(object, 'Ready')?.status === 'True') return []
    const trouble = troubleOf(object)
    if (trouble) return [{ who: 'kubelet', what: `waits: ${trouble}`, state: 'waits' }]
    const initial = status?.containerStatuses?.some(({ state }) => state?.running)
    return [
      {
        who: 'kubelet',
        what: initial ? 'waits until its containers are Ready' : 'waits until its containers have started',
        state: 'waits',
      },
    ]
  },
}

function withoutNode(object: Pod, schedulerIsStopped: boolean) {
  const state = 'waits' as const
  const { schedulerName = 'default-scheduler', schedulingGates = [] } = object.spec ?? {}
  if (schedulingGates.length > 0) {
    const gates = schedulingGates.map(({ name }) => name).join(', ')
    return { who: 'kube-scheduler', what: `waits until somebody takes away the gate ${gates}`, state }
  }
  if (schedulerName !== 'default-scheduler')
    return { who: schedulerName, what: 'is asked for a node, and is no scheduler of this cluster', state }
  if (schedulerIsStopped) return { who: 'kube-scheduler', what: 'is stopped; nobody chooses a node', state }
  const message = conditionOf(object, 'PodScheduled')?.message
  return { who: 'kube-scheduler', what: message ? `waits: ${message}` : 'is about to choose a node', state }
}

const conditionOf = ({ status }: Pod, type: string) => status?.conditions?.find((condition) => condition.type === type)

// What every container goes through on its way.
const ON_THE_WAY: ReadonlySet<string | undefined> = new Set(['ContainerCreating', 'PodInitializing', undefined])

/** Why the first container that does not run does not. */
function troubleOf({ status }: Pod): string | undefined {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])]
  for (const { name, state } of containers) {
    const waiting = state?.waiting
    if (waiting && !ON_THE_WAY.has(waiting.reason))
      return `container ${name}: ${[waiting.reason, waiting.message].filter(Boolean).join(', ')}`
  }
  return undefined
}

function exitOf({ status }: Pod): string {
  if (status?.reason) return `: ${status.reason}${status.message ? `, ${status.message}` : ''}`
  const ended = status?.containerStatuses?.find(({ state }: ContainerStatus) => state?.terminated?.exitCode)
  return ended ? `: container ${ended.name}, exit status ${ended.state!.terminated!.exitCode}` : ''
}
