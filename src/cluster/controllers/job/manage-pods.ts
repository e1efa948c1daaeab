import type { Draft } from '../../apimachinery/object.ts'
import { Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { podsToDelete } from '../replicaset/pods-to-delete.ts'
import { controllerReference } from '../shared/claim.ts'
import { createPod, deletePod, isNamespaceTerminating, podFromTemplate } from '../shared/pod-control.ts'
import { runAll, slowStart } from '../shared/slow-start.ts'
import { waitMs } from './back-off.ts'
import {
  COMPLETION_INDEX,
  countsPerIndex,
  finishedAtMs,
  indexOf,
  isIndexed,
  replacesOnlyFailed,
  TRACKING,
} from './job-pods.ts'
import type { JobSync } from './job-sync.ts'
import { releasePod } from './release-pod.ts'
import { failureAnnotations, failuresBefore } from './per-index.ts'

const BURST = 500

/** Creates or deletes pods until as many are active as the Job wants now. @returns how many are. */
export async function managePods(sync: JobSync): Promise<{ active: number; error?: Error }> {
  const { job, active } = sync
  const wanted = job.spec?.suspend ? 0 : wantedActive(sync)
  const surplus = surplusPods(sync, active.length - wanted).slice(0, BURST)
  if (surplus.length > 0) return deletePods(sync, surplus, true)
  const terminating = replacesOnlyFailed(job) ? sync.terminating : 0
  const missing = Math.min(wanted - terminating - active.length, BURST)
  return missing > 0 ? createPods(sync, missing) : { active: active.length }
}

/**
 * Deletes pods that the Job needs no more. @returns how many are left.
 * @param uncounted whether they are let go first, so that their end does not count as a failure.
 */
export async function deletePods(
  sync: JobSync,
  pods: readonly types.Pod[],
  uncounted: boolean,
): Promise<{ active: number; error?: Error }> {
  let deleted = 0
  try {
    await runAll(pods, async (pod) => {
      if (uncounted) await releasePod(sync, pod)
      await deletePod(sync.context, sync.job, pod)
      deleted++
    })
    return { active: sync.active.length - deleted }
  } catch (error) {
    return { active: sync.active.length - deleted, error: error as Error }
  }
}

function wantedActive({ job, active, succeeded, failedIndexes }: JobSync): number {
  const { completions, parallelism = 1 } = job.spec ?? {}
  // Without a number of completions one success means that there is no more work: nothing new is begun.
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism
  const left = completions - succeeded - (countsPerIndex(job) ? failedIndexes.size : 0)
  return Math.max(0, Math.min(left, parallelism))
}

/** What is too much: first pods whose index nobody needs, then the least valuable. */
function surplusPods({ job, active, succeededIndexes, failedIndexes, context }: JobSync, count: number): types.Pod[] {
  if (!isIndexed(job)) return count > 0 ? podsToDelete(active, [], count, context.clock.now()) : []
  const completions = job.spec?.completions ?? 0
  const byIndex = Map.groupBy(active, indexOf)
  const useless = [...byIndex].flatMap(([index, pods]) => {
    const needed = index >= 0 && index < completions && !succeededIndexes.has(index) && !failedIndexes.has(index)
    return needed ? podsToDelete(pods, [], pods.length - 1, context.clock.now()).slice(0, pods.length - 1) : pods
  })
  const more = count - useless.length
  if (more <= 0) return useless
  const rest = active.filter((pod) => !useless.includes(pod))
  return [...useless, ...podsToDelete(rest, [], more, context.clock.now())]
}

async function createPods(sync: JobSync, missing: number): Promise<{ active: number; error?: Error }> {
  const { job, active, context, key, record } = sync
  const now = context.clock.now()
  const wait = countsPerIndex(job) ? 0 : waitMs(record, now)
  if (wait > 0) {
    context.enqueue(key, wait)
    return { active: active.length }
  }
  const indexes = isIndexed(job) ? pendingIndexes(sync, missing) : undefined
  const drafts = indexes
    ? indexes.map((index) => indexedPod(sync, index))
    : Array.from({ length: missing }, () => jobPod(job))
  let created = 0
  const { error } = await slowStart(drafts.length, async (number) => {
    try {
      await createPod(context, job, drafts[number]!)
      created++
    } catch (error) {
      if (!isNamespaceTerminating(error)) throw error
    }
  })
  return { active: active.length + created, ...(error !== undefined && { error: error as Error }) }
}

/** The first indexes that have neither ended nor a pod; where failures count per index, each waits by itself. */
function pendingIndexes(
  { job, active, pods, succeededIndexes, failedIndexes, replaced, context, key }: JobSync,
  count: number,
): number[] {
  const now = context.clock.now()
  const taken = new Set(
    (replacesOnlyFailed(job)
      ? pods.filter(({ status }) => status?.phase !== 'Failed' && status?.phase !== 'Succeeded')
      : active
    ).map(indexOf),
  )
  const indexes: number[] = []
  for (let index = 0; index < (job.spec?.completions ?? 0) && indexes.length < count; index++) {
    if (succeededIndexes.has(index) || failedIndexes.has(index) || taken.has(index)) continue
    const last = replaced.get(index)
    const wait = last ? waitMs({ failures: failuresBefore(last) + 1, lastFailureMs: finishedAtMs(last) }, now) : 0
    if (wait > 0) context.enqueue(key, wait)
    else indexes.push(index)
  }
  return indexes
}

function jobPod(job: types.Job): Draft<types.Pod> {
  const pod = podFromTemplate(job.spec!.template, job, controllerReference(Job, job))
  return { ...pod, metadata: { ...pod.metadata, finalizers: [...(pod.metadata.finalizers ?? []), TRACKING] } }
}

function indexedPod({ job, replaced }: JobSync, index: number): Draft<types.Pod> {
  const { metadata, spec } = jobPod(job)
  const annotations = {
    ...metadata.annotations,
    [COMPLETION_INDEX]: String(index),
    ...(countsPerIndex(job) && failureAnnotations(job, replaced.get(index))),
  }
  const labels = { ...metadata.labels, [COMPLETION_INDEX]: String(index) }
  return {
    metadata: { ...metadata, generateName: `${job.metadata.name}-${index}-`, labels, annotations },
    spec: {
      ...spec!,
      hostname: `${job.metadata.name}-${index}`,
      containers: spec!.containers.map(withIndex),
      ...(spec!.initContainers && { initContainers: spec!.initContainers.map(withIndex) }),
    },
  }
}

function withIndex(container: types.Container): types.Container {
  const name = 'JOB_COMPLETION_INDEX'
  if (container.env?.some((variable) => variable.name === name)) return container
  const fieldRef = { fieldPath: `metadata.labels['${COMPLETION_INDEX}']` }
  return { ...container, env: [...(container.env ?? []), { name, valueFrom: { fieldRef } }] }
}
