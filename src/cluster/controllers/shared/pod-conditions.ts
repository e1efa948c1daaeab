import { toSeconds } from '#base'
import { isReason } from '../../apimachinery/errors.ts'
import { Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { podCondition } from './pods.ts'

export interface ConditionText {
  type: string
  status: 'True' | 'False'
  reason?: string
  message?: string
}

/** Sets a condition of a pod, and its phase where one is given. A pod that is gone is fine. */
export async function setPodCondition(
  { client, clock }: Pick<ReconcileContext, 'client' | 'clock'>,
  pod: types.Pod,
  condition: ConditionText,
  phase?: string,
): Promise<void> {
  const { name, namespace = '', uid, generation } = pod.metadata
  const known = podCondition(pod, condition.type)
  const same =
    known?.status === condition.status && known.reason === condition.reason && known.message === condition.message
  if (same && (!phase || pod.status?.phase === phase)) return
  const next = { ...condition, observedGeneration: generation ?? 0, lastTransitionTime: toSeconds(clock.now()) }
  const patch = { metadata: { uid }, status: { ...(phase && { phase }), conditions: [next] } }
  try {
    await client.patch(Pod, name, patch, { namespace, type: 'strategic', subresource: 'status' })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}

/** Marks a pod as disrupted, so that its owner need not take it for a failure of its own, and deletes it. */
export async function disruptPod(
  context: Pick<ReconcileContext, 'client' | 'clock'>,
  pod: types.Pod,
  text: { reason: string; message: string },
  options: { phase?: string; gracePeriodSeconds?: number } = {},
): Promise<void> {
  const { name, namespace = '', uid } = pod.metadata
  await setPodCondition(context, pod, { type: 'DisruptionTarget', status: 'True', ...text }, options.phase)
  try {
    await context.client.delete(Pod, name, {
      namespace,
      preconditions: { uid },
      ...(options.gracePeriodSeconds !== undefined && { gracePeriodSeconds: options.gracePeriodSeconds }),
    })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
