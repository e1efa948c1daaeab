import type { Pod } from '../../resources/generated/types.ts'
import { finishedAtMs } from './job-pods.ts'

const FIRST_MS = 10_000
const LONGEST_MS = 600_000

/** How often a Job's pods have failed in a row, and when last. */
export interface FailureRecord {
  failures: number
  lastFailureMs: number
}

/** The record after more pods have ended. A success starts it anew. */
export function nextRecord(
  before: FailureRecord | undefined,
  succeeded: readonly Pod[],
  failed: readonly Pod[],
): FailureRecord {
  const { failures = 0, lastFailureMs = 0 } = before ?? {}
  const lastSuccessMs = succeeded.length > 0 ? Math.max(...succeeded.map(finishedAtMs)) : undefined
  const counted = failed.map(finishedAtMs).filter((end) => lastSuccessMs === undefined || end > lastSuccessMs)
  const known = lastSuccessMs === undefined ? failures : 0
  return { failures: known + counted.length, lastFailureMs: Math.max(lastFailureMs, ...counted) }
}

/** The time until the next pod may be made. */
export function waitMs({ failures, lastFailureMs }: FailureRecord, nowMs: number): number {
  if (failures === 0) return 0
  return Math.max(0, lastFailureMs + Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS) - nowMs)
}
