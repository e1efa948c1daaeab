import type { Job } from '../../resources/generated/types.ts'
import type { Change } from '../../etcd/store.ts'
import type { Telling } from '../story.ts'

const failureOf = ({ status }: Job) =>
  status?.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True')

/** Jobs: pods that failed, and giving up. */
export const job: Telling = {
  deed({ object, previous, deleted }: Change) {
    if (deleted || !previous) return undefined
    const now = object as Job
    const before = previous as Job
    const failure = failureOf(now)
    if (failure && !failureOf(before)) return { verb: 'gave up', detail: `: ${failure.message || failure.reason}` }
    const failed = now.status?.failed ?? 0
    if (failed > (before.status?.failed ?? 0)) return { verb: 'counted a failed pod of', detail: ` (${failed} by now)` }
    if ((now.status?.completionTime && !before.status?.completionTime) ?? false) return { verb: 'completed' }
    return undefined
  },
  endings(object, { stopped }) {
    const { spec, status } = object as Job
    const failure = failureOf(object)
    if (failure)
      return [{ who: 'job-controller', what: `has given up: ${failure.reason}, ${failure.message}`, state: 'over' }]
    if (status?.completionTime) return []
    if (stopped('kube-controller-manager'))
      return [{ who: 'kube-controller-manager', what: 'is stopped; nobody acts on this Job', state: 'waits' }]
    if (spec?.suspend)
      return [{ who: 'job-controller', what: 'waits until the Job is no longer suspended', state: 'waits' }]
    const failed = status?.failed ?? 0
    if (failed > 0 && !status?.active)
      return [{ who: 'job-controller', what: `waits before it tries again, since ${failed} failed`, state: 'waits' }]
    return []
  },
}
