import { toSeconds, type Clock, type Log } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import type { Client } from '../client/client.ts'
import type { SeriesRecorder } from '../client/series-recorder.ts'
import { Pod as Pods } from '../resources/generated/kinds.ts'
import type { Pod } from '../resources/generated/types.ts'
import type { PodInfo } from './pod-info.ts'

interface Writing {
  client: Client
  clock: Clock
  log: Log
}

/** Says in the pod's status why it has no node. Never rejects. */
export async function setUnschedulable(
  { client, clock, log }: Writing,
  pod: Pod,
  { reason, message, nominatedNode }: { reason: string; message: string; nominatedNode?: string },
): Promise<void> {
  const before = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')
  if (before?.reason === reason && before.message === message && before.status === 'False' && !nominatedNode) return
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime! : toSeconds(clock.now()),
    ...(pod.metadata.generation && { observedGeneration: pod.metadata.generation }),
  }
  const status = { conditions: [condition], ...(nominatedNode && { nominatedNodeName: nominatedNode }) }
  await patchStatus(client, log, pod, status)
}

/** Deletes the pods that make room, and says so. Never rejects. */
export async function evictVictims(
  { client, clock, log, events }: Writing & { events: SeriesRecorder },
  schedulerName: string,
  preemptor: PodInfo,
  node: string,
  victims: readonly PodInfo[],
): Promise<void> {
  for (const { pod } of victims) {
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'PreemptionByScheduler',
      message: `${schedulerName}: preempting to accommodate a higher priority pod`,
      lastTransitionTime: toSeconds(clock.now()),
    }
    await patchStatus(client, log, pod, { conditions: [condition] })
    try {
      await client.delete(Pods, pod.metadata.name, { namespace: pod.metadata.namespace! })
    } catch (error) {
      if (!isReason(error, 'NotFound')) log.warn(`preempting ${pod.metadata.name} failed`, { error: String(error) })
      continue
    }
    events.event({
      regarding: pod,
      related: preemptor.pod,
      type: 'Normal',
      reason: 'Preempted',
      action: 'Preempting',
      note: `Preempted by pod ${preemptor.pod.metadata.uid} on node ${node}`,
    })
  }
}

async function patchStatus(client: Client, log: Log, pod: Pod, status: object): Promise<void> {
  const { name, namespace = '', uid } = pod.metadata
  const patch = { metadata: { uid }, status: JSON.parse(JSON.stringify(status)) as Record<string, never> }
  try {
    await client.patch(Pods, name, patch, { namespace, type: 'strategic', subresource: 'status' })
  } catch (error) {
    // Deleted, or deleted and made again, in the meantime.
    if (!isReason(error, 'NotFound', 'Conflict'))
      log.warn(`updating the status of ${namespace}/${name} failed`, { error: String(error) })
  }
}
