import type { Change } from '../../etcd/store.ts'
import type { Deployment } from '../../resources/generated/types.ts'
import { deepEqual } from '../../apimachinery/deep.ts'
import type { Telling } from '../story.ts'
import { FAILED_TO_MAKE, replicated } from './replicated.ts'

const base = replicated('deployment-controller')

/** Deployments: scaling, rollouts, and rollouts that took too long. */
export const deployment: Telling = {
  deed(change: Change) {
    const now = change.object as Deployment
    const before: Deployment | undefined = change.previous
    if (before && !change.deleted && !deepEqual(now.spec?.template, before.spec?.template)) {
      const images = now.spec?.template?.spec?.containers?.map(({ image }) => image).join(', ')
      return { verb: 'changed the pod template of', detail: images ? ` (${images})` : '' }
    }
    // That pods could not be made it only repeats from its ReplicaSet.
    const deed = base.deed!(change)
    return deed?.verb === FAILED_TO_MAKE ? { verb: deed.verb, minor: true } : deed
  },
  endings(object, world) {
    const { status } = object as Deployment
    const late = status?.conditions?.find(
      ({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded',
    )
    return [
      ...base.endings!(object, world).filter(({ what }) => !what.startsWith('waits')),
      ...(late
        ? [{ who: 'deployment-controller', what: `has waited too long: ${late.message}`, state: 'over' as const }]
        : []),
    ]
  },
}
