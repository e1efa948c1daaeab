import { toSeconds } from '#base'
import type { NamespaceCondition } from '../../resources/generated/types.ts'

/** What is left of a namespace's content. */
export interface Leftovers {
  /** Number of objects by resource: `pods.`, `deployments.apps`. */
  resources: ReadonlyMap<string, number>
  /** Number of objects by finalizer. */
  finalizers: ReadonlyMap<string, number>
  failures: readonly Error[]
}

/** The conditions of a namespace that is being deleted; those that say the same as before keep their time. */
export function deletionConditions(
  before: readonly NamespaceCondition[],
  left: Leftovers,
  nowMs: number,
): NamespaceCondition[] {
  const wanted = [
    state('NamespaceDeletionDiscoveryFailure', false, 'ResourcesDiscovered', 'All resources successfully discovered'),
    state(
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    left.failures.length > 0
      ? state(
          'NamespaceDeletionContentFailure',
          true,
          'ContentDeletionFailed',
          `Failed to delete all resource types, ${left.failures.length} remaining: ${left.failures.map(({ message }) => message).join(', ')}`,
        )
      : state(
          'NamespaceDeletionContentFailure',
          false,
          'ContentDeleted',
          'All content successfully deleted, may be waiting on finalization',
        ),
    left.resources.size > 0
      ? state(
          'NamespaceContentRemaining',
          true,
          'SomeResourcesRemain',
          `Some resources are remaining: ${listed(left.resources, (name, count) => `${name} has ${count} resource instances`)}`,
        )
      : state('NamespaceContentRemaining', false, 'ContentRemoved', 'All content successfully removed'),
    left.finalizers.size > 0
      ? state(
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${listed(left.finalizers, (name, count) => `${name} in ${count} resource instances`)}`,
        )
      : state(
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ]
  const known = new Map(before.map((condition) => [condition.type, condition]))
  const mine = wanted.map((next) => {
    const old = known.get(next.type)
    known.delete(next.type)
    const same = old?.status === next.status && old.reason === next.reason && old.message === next.message
    return same ? old : { ...next, lastTransitionTime: toSeconds(nowMs) }
  })
  return [...known.values(), ...mine]
}

function state(type: string, holds: boolean, reason: string, message: string): NamespaceCondition {
  return { type, status: holds ? 'True' : 'False', reason, message }
}

function listed(counts: ReadonlyMap<string, number>, text: (name: string, count: number) => string): string {
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => text(name, count))
    .join(', ')
}
