import { isReason, StatusError } from '../../apimachinery/errors.ts'
import { Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { isAvailable, isFinished, isReady } from '../shared/pods.ts'
import { REVISION_HASH } from '../shared/revisions.ts'
import { ensureClaims } from './claims.ts'
import { statefulPod } from './stateful-pod.ts'

/** One reconcile of one StatefulSet. */
export interface StatefulSync {
  readonly context: ReconcileContext
  readonly set: types.StatefulSet
  /** What the pods below the partition have. */
  readonly current: types.ControllerRevision
  /** What the set asks for now. */
  readonly update: types.ControllerRevision
  /** By ordinal, wanted ones only. */
  readonly pods: Map<number, types.Pod>
  /** Pods whose ordinal is no longer wanted, highest first. */
  readonly condemned: readonly types.Pod[]
  /** Whether pods come and go one by one. */
  readonly ordered: boolean
}

export const isTerminating = ({ metadata }: types.Pod): boolean => metadata.deletionTimestamp !== undefined

export const revisionOf = ({ metadata }: types.Pod): string => metadata.labels?.[REVISION_HASH] ?? ''

export const isRunningAndReady = (pod: types.Pod): boolean => pod.status?.phase === 'Running' && isReady(pod)

/** Whether a pod has been ready for long enough. */
export function isRunningAndAvailable(
  pod: types.Pod,
  { set, context }: Pick<StatefulSync, 'set' | 'context'>,
): boolean {
  return isRunningAndReady(pod) && isAvailable(pod, set.spec?.minReadySeconds ?? 0, context.clock.now())
}

/** Whether a pod does its work and will go on to. */
export const isHealthy = (pod: types.Pod): boolean => isRunningAndReady(pod) && !isTerminating(pod)

export const hasEnded = isFinished

/** Makes the pod of an ordinal, with its claims. */
export async function createMember(sync: StatefulSync, ordinal: number): Promise<void> {
  const { set, context } = sync
  const { client, events } = context
  const draft = statefulPod(set, needsCurrent(sync, ordinal) ? sync.current : sync.update, ordinal)
  const name = draft.metadata.name!
  await ensureClaims(set, name, ordinal, context)
  try {
    const pod = await client.create(Pod, draft)
    events.event(set, 'Normal', 'SuccessfulCreate', `Create Pod ${name} in StatefulSet ${set.metadata.name} successful`)
    sync.pods.set(ordinal, pod)
  } catch (error) {
    // The name is still taken by a pod of somebody else, often of a set of the same name that was deleted; no event tells when it is free.
    if (!isReason(error, 'AlreadyExists') && error instanceof StatusError)
      events.event(
        set,
        'Warning',
        'FailedCreate',
        `Create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${error.message}`,
      )
    throw error
  }
}

/** Whether a pod that has to be made again gets the old template: those below the partition do. */
function needsCurrent({ set }: StatefulSync, ordinal: number): boolean {
  const { type = 'RollingUpdate', rollingUpdate } = set.spec?.updateStrategy ?? {}
  const start = set.spec?.ordinals?.start ?? 0
  if (type !== 'RollingUpdate') return false
  return ordinal < start + (rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status?.currentReplicas ?? 0))
}

export async function deleteMember({ set, context }: StatefulSync, { metadata }: types.Pod): Promise<void> {
  const { client, events } = context
  const { name, namespace = '', uid } = metadata
  try {
    await client.delete(Pod, name, { namespace, preconditions: { uid } })
    events.event(set, 'Normal', 'SuccessfulDelete', `Delete Pod ${name} in StatefulSet ${set.metadata.name} successful`)
  } catch (error) {
    if (isReason(error, 'NotFound')) return
    events.event(
      set,
      'Warning',
      'FailedDelete',
      `Delete Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${(error as Error).message}`,
    )
    throw error
  }
}
