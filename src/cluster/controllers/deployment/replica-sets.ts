import type { Deployment, ReplicaSet } from '../../resources/generated/types.ts'
import { scaledValue } from '../shared/int-or-percent.ts'
import { sameTemplate } from '../shared/template-hash.ts'
import { revisionOf } from './annotations.ts'

/** The ReplicaSets of a Deployment: the one that has its current template, and the others. */
export interface ReplicaSets {
  readonly current: ReplicaSet | undefined
  readonly old: readonly ReplicaSet[]
}

export function splitReplicaSets({ spec }: Deployment, all: readonly ReplicaSet[]): ReplicaSets {
  const current = all.toSorted(byCreation).find((replicaSet) => sameTemplate(replicaSet.spec?.template, spec?.template))
  return { current, old: all.filter((replicaSet) => replicaSet !== current) }
}

export const allOf = ({ current, old }: ReplicaSets): ReplicaSet[] => (current ? [...old, current] : [...old])

/** With one ReplicaSet replaced by its newer state. */
export function replaced(sets: ReplicaSets, next: ReplicaSet): ReplicaSets {
  if (sets.current?.metadata.uid === next.metadata.uid) return { ...sets, current: next }
  return { ...sets, old: sets.old.map((one) => (one.metadata.uid === next.metadata.uid ? next : one)) }
}

export const byCreation = (a: ReplicaSet, b: ReplicaSet): number =>
  compareText(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
  compareText(a.metadata.name, b.metadata.name)

export const byRevision = (a: ReplicaSet, b: ReplicaSet): number => revisionOf(a) - revisionOf(b) || byCreation(a, b)

/** Largest first, newer first among equals. */
export const bySizeNewest = (a: ReplicaSet, b: ReplicaSet): number => sizeOf(b) - sizeOf(a) || byCreation(b, a)

/** Largest first, older first among equals. */
export const bySizeOldest = (a: ReplicaSet, b: ReplicaSet): number => sizeOf(b) - sizeOf(a) || byCreation(a, b)

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** What a ReplicaSet is asked to run. */
export const sizeOf = ({ spec }: ReplicaSet): number => spec?.replicas ?? 1

/** What all of them are asked to run. */
export const totalSize = (sets: readonly ReplicaSet[]): number => sets.reduce((sum, one) => sum + sizeOf(one), 0)

export function totalStatus(
  sets: readonly (ReplicaSet | undefined)[],
  field: 'replicas' | 'readyReplicas' | 'availableReplicas' | 'terminatingReplicas',
): number {
  return sets.reduce((sum, one) => sum + (one?.status?.[field] ?? 0), 0)
}

export const isRolling = ({ spec }: Deployment): boolean =>
  (spec?.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate'

export const replicasOf = ({ spec }: Deployment): number => spec?.replicas ?? 1

/** How many pods a rollout may have too many, and how many too few. At least one of them is more than 0. */
export function rolloutBounds(deployment: Deployment): { maxSurge: number; maxUnavailable: number } {
  const replicas = replicasOf(deployment)
  if (!isRolling(deployment)) return { maxSurge: 0, maxUnavailable: 0 }
  const { maxSurge, maxUnavailable } = deployment.spec?.strategy?.rollingUpdate ?? {}
  const surge = scaledValue(maxSurge, replicas, 'up')
  const unavailable = scaledValue(maxUnavailable, replicas, 'down')
  // Both rounded to nothing would let a rollout stand still.
  return { maxSurge: surge, maxUnavailable: Math.min(surge === 0 && unavailable === 0 ? 1 : unavailable, replicas) }
}
