import type { Job, Pod } from '../../resources/generated/types.ts'
import { holding } from './conditions.ts'
import { judgeFailure } from './failure-policy.ts'
import { parseIndexes } from './indexes.ts'
import { hasFailed, indexOf, isTracked } from './job-pods.ts'

const FAILURES = 'batch.kubernetes.io/job-index-failure-count'
const IGNORED = 'batch.kubernetes.io/job-index-ignored-failure-count'

/** How often an index has failed before this pod. */
export function failuresBefore({ metadata }: Pod): number {
  return Number(metadata.annotations?.[FAILURES] ?? 0) || 0
}

function ignoredBefore({ metadata }: Pod): number {
  return Number(metadata.annotations?.[IGNORED] ?? 0) || 0
}

/** The annotations of the pod that comes after `replaced` at its index. */
export function failureAnnotations({ spec }: Job, replaced: Pod | undefined): Record<string, string> {
  if (!replaced) return { [FAILURES]: '0' }
  const { counts } = judgeFailure(spec?.podFailurePolicy, replaced)
  const ignored = ignoredBefore(replaced) + (counts ? 0 : 1)
  return {
    [FAILURES]: String(failuresBefore(replaced) + (counts ? 1 : 0)),
    ...(ignored > 0 && { [IGNORED]: String(ignored) }),
  }
}

/** The indexes that have failed for good: too often, or by the failure policy. */
export function indexFailures(job: Job, pods: readonly Pod[]): Set<number> {
  const { completions = 0, backoffLimitPerIndex = 0, podFailurePolicy } = job.spec ?? {}
  const indexes = parseIndexes(job.status?.failedIndexes, completions)
  // What is deleted because the Job has failed did not fail by itself.
  if (holding(job, 'FailureTarget')) return indexes
  for (const pod of pods) {
    const index = indexOf(pod)
    if (!isTracked(pod) || !hasFailed(pod, job) || index < 0 || index >= completions) continue
    const { action, counts } = judgeFailure(podFailurePolicy, pod)
    if (action === 'FailIndex' || (counts && failuresBefore(pod) >= backoffLimitPerIndex)) indexes.add(index)
  }
  return indexes
}

/** Per index that goes on, the failed pod with the longest history: it must stay to tell its successor how often the index has failed. */
export function replacedPods(
  job: Job,
  pods: readonly Pod[],
  active: readonly Pod[],
  succeeded: ReadonlySet<number>,
  failed: ReadonlySet<number>,
): Map<number, Pod> {
  const running = new Set(active.map(indexOf))
  const replaced = new Map<number, Pod>()
  for (const pod of pods) {
    const index = indexOf(pod)
    const isOver = succeeded.has(index) || failed.has(index) || running.has(index)
    if (!isTracked(pod) || !hasFailed(pod, job) || index < 0 || isOver) continue
    const known = replaced.get(index)
    if (!known || history(pod) > history(known)) replaced.set(index, pod)
  }
  return replaced
}

const history = (pod: Pod) => failuresBefore(pod) + ignoredBefore(pod)
