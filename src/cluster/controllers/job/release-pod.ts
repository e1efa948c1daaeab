import { isReason } from '../../apimachinery/errors.ts'
import { Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import type { ReconcileContext } from '../define-controller.ts'
import { TRACKING } from './job-pods.ts'

/** Ends the hold on a tracked pod, so that it can go. */
export async function releasePod(
  { context }: { context: Pick<ReconcileContext, 'client'> },
  pod: types.Pod,
): Promise<void> {
  const { name, namespace = '', uid } = pod.metadata
  const patch = { metadata: { uid, '$deleteFromPrimitiveList/finalizers': [TRACKING] } }
  try {
    await context.client.patch(Pod, name, patch, { namespace, type: 'strategic' })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
}
