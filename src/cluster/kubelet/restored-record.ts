import { toSeconds } from '#base'
import type * as types from '../resources/generated/types.ts'
import type { ContainerRecord } from './container-record.ts'

/**
 * Takes over what the API server remembers of a container. On a machine that was resumed its instance goes on; on any
 * other it is gone, which counts as one more restart.
 */
export function restoreRecord(record: ContainerRecord, pod: types.Pod, nowMs: number, resumed: boolean): void {
  const statuses = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.initContainerStatuses ?? []),
    ...(pod.status?.ephemeralContainerStatuses ?? []),
  ]
  const status = statuses.find(({ name }) => name === record.name)
  if (!status?.containerID) return
  record.restartCount = status.restartCount
  record.lastTerminated = status.lastState?.terminated
  const { running, terminated } = status.state ?? {}
  if (terminated) record.terminated = terminated
  else if (running && resumed)
    record.resumes = {
      id: status.containerID.replace(/^.*:\/\//, ''),
      startedAtMs: Date.parse(running.startedAt ?? toSeconds(nowMs)),
      ready: status.ready,
      started: status.started ?? true,
    }
  else if (running)
    record.terminated = {
      containerID: status.containerID,
      exitCode: 255,
      finishedAt: toSeconds(nowMs),
      reason: 'Unknown',
      startedAt: running.startedAt ?? toSeconds(nowMs),
    }
  // Init containers run anew in a new sandbox.
  if (record.kind === 'init' && !isTerminal(pod) && !resumed) record.terminated = undefined
}

const isTerminal = ({ status }: types.Pod) => status?.phase === 'Succeeded' || status?.phase === 'Failed'
