import { toSeconds } from '#base'
import type * as types from '../resources/generated/types.ts'

/** Whether a fake node ends the pod by itself: pods of Jobs have done their work as soon as they run. */
export function runsToCompletion(pod: types.Pod): boolean {
  return pod.metadata.ownerReferences?.some(({ kind, controller }) => kind === 'Job' && controller) ?? false
}

/**
 * The status of a pod that runs in name only: every container runs and is ready, init containers are done.
 * @param podIP absent for pods in the host's network.
 */
export function runningStatus(
  pod: types.Pod,
  podIP: string | undefined,
  hostIP: string | undefined,
  nowMs: number,
): types.PodStatus {
  const time = toSeconds(nowMs)
  const running = { running: { startedAt: time } }
  const completed = { terminated: { exitCode: 0, finishedAt: time, reason: 'Completed', startedAt: time } }
  const containerStatus = (
    { name, image = '' }: types.Container,
    state: types.ContainerState,
  ): types.ContainerStatus => ({
    image,
    imageID: '',
    lastState: {},
    name,
    ready: true,
    restartCount: 0,
    state,
  })
  const gates = pod.spec?.readinessGates?.map(({ conditionType }) => conditionType) ?? []
  return {
    conditions: withConditions(pod, ['Initialized', 'Ready', 'ContainersReady', ...gates], time),
    containerStatuses: pod.spec?.containers.map((container) => containerStatus(container, running)) ?? [],
    ...(pod.spec?.initContainers && {
      initContainerStatuses: pod.spec.initContainers.map((container) =>
        container.restartPolicy === 'Always'
          ? { ...containerStatus(container, running), started: true }
          : containerStatus(container, completed),
      ),
    }),
    phase: 'Running',
    startTime: time,
    ...(podIP && { podIP, podIPs: [{ ip: podIP }] }),
    ...(hostIP && { hostIP, hostIPs: [{ ip: hostIP }] }),
  }
}

/** What changes when a pod that runs to completion ends well. */
export function completedStatus(pod: types.Pod, nowMs: number): types.PodStatus {
  const time = toSeconds(nowMs)
  return {
    containerStatuses: pod.status?.containerStatuses?.map((status) => ({
      ...status,
      ready: false,
      started: false,
      state: {
        terminated: {
          exitCode: 0,
          finishedAt: time,
          reason: 'Completed',
          startedAt: status.state?.running?.startedAt ?? time,
        },
      },
    })),
    phase: 'Succeeded',
  }
}

/** The conditions named are True, in that order; others of the pod follow as they are. */
function withConditions(pod: types.Pod, names: readonly string[], time: string): types.PodCondition[] {
  const old = new Map(pod.status?.conditions?.map((condition) => [condition.type, condition]))
  const mine = names.map((type): types.PodCondition => {
    const before = old.get(type)
    old.delete(type)
    const since = before?.status === 'True' ? before.lastTransitionTime : undefined
    return { lastTransitionTime: since ?? time, status: 'True', type }
  })
  return [...mine, ...old.values()]
}
