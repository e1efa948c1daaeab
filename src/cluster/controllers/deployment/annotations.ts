import type { ReplicaSet } from '../../resources/generated/types.ts'

export const REVISION = 'deployment.kubernetes.io/revision'
export const REVISION_HISTORY = 'deployment.kubernetes.io/revision-history'
export const DESIRED_REPLICAS = 'deployment.kubernetes.io/desired-replicas'
export const MAX_REPLICAS = 'deployment.kubernetes.io/max-replicas'

const OWN: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  MAX_REPLICAS,
  'deprecated.deployment.rollback.to',
])
const HISTORY_LENGTH = 2000

type Annotations = Readonly<Record<string, string>> | undefined

/** The rollout's number that a ReplicaSet belongs to; 0 when it has none. */
export function revisionOf({ metadata }: { metadata: { annotations?: Annotations } }): number {
  return Number(metadata.annotations?.[REVISION] ?? 0) || 0
}

/** The annotations of a ReplicaSet that serves a Deployment at a revision: what it has, what people wrote on the Deployment, and the revision. */
export function replicaSetAnnotations(
  deployment: Annotations,
  replicaSet: Annotations,
  revision: number,
): Record<string, string> {
  const result: Record<string, string> = { ...replicaSet }
  for (const [key, value] of Object.entries(deployment ?? {})) if (!OWN.has(key)) result[key] = value
  const before = replicaSet?.[REVISION]
  if ((Number(before ?? 0) || 0) >= revision) return result
  result[REVISION] = String(revision)
  if (before) result[REVISION_HISTORY] = withRevision(result[REVISION_HISTORY], before)
  return result
}

/** Revisions that a ReplicaSet had before, oldest first; the oldest are dropped when the text gets too long. */
function withRevision(history: string | undefined, revision: string): string {
  const revisions = history ? [...history.split(','), revision] : [revision]
  while (revisions.length > 1 && revisions.join(',').length > HISTORY_LENGTH) revisions.shift()
  return revisions.join(',')
}

/** The annotations by which a later scaling of the Deployment finds out the shares that ReplicaSets had. */
export function sizeAnnotations(replicas: number, maxReplicas: number): Record<string, string> {
  return { [DESIRED_REPLICAS]: String(replicas), [MAX_REPLICAS]: String(maxReplicas) }
}

export function hasAnnotations({ metadata }: ReplicaSet, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => metadata.annotations?.[key] === value)
}
