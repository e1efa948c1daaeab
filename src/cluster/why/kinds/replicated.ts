import type { KubeObject } from '../../apimachinery/object.ts'
import type { Change } from '../../etcd/store.ts'
import type { ReplicaSet } from '../../resources/generated/types.ts'
import type { Deed, OpenEnding, Telling, World } from '../story.ts'

export const FAILED_TO_MAKE = 'could not make all pods of'

/** Workloads that keep a number of pods. @param loop the controller that looks after them */
export function replicated(loop: string): Telling {
  return {
    deed({ object, previous, deleted }: Change): Deed | undefined {
      if (deleted) return undefined
      const now = object as ReplicaSet
      const replicas = now.spec?.replicas
      if (!previous) return replicas === undefined ? undefined : { verb: 'made', detail: `, replicas: ${replicas}` }
      const before = previous as ReplicaSet
      const was = before.spec?.replicas
      if (replicas !== was) return { verb: 'scaled', detail: ` from ${was ?? 0} to ${replicas ?? 0}` }
      const failure = failureOf(now)
      if (failure && failure !== failureOf(before)) return { verb: FAILED_TO_MAKE, detail: `: ${failure}` }
      return undefined
    },

    endings(object: KubeObject, world: World) {
      const unseen = unseenBy(loop, object, world)
      if (unseen) return [unseen]
      const failure = failureOf(object)
      return failure ? [{ who: loop, what: `waits: ${failure}`, state: 'waits' }] : []
    },
  }
}

/** An object whose controller has not acted on its latest version. */
export function unseenBy(loop: string, object: KubeObject, { stopped }: World): OpenEnding | undefined {
  const { status, metadata } = object as ReplicaSet
  const manager = 'kube-controller-manager'
  if (!stopped(manager) && !stopped(loop)) return undefined
  const seen = status?.observedGeneration ?? 0
  const counted = status?.replicas ?? 0
  const wanted = (object as ReplicaSet).spec?.replicas ?? 0
  if (seen >= (metadata.generation ?? 1) && counted === wanted && !metadata.deletionTimestamp) return undefined
  const name = stopped(manager) ? manager : loop
  return { who: name, what: `is stopped; nobody acts on this ${object.kind}`, state: 'waits' }
}

function failureOf({ status }: ReplicaSet): string | undefined {
  const failure = status?.conditions?.find(({ type, status }) => type === 'ReplicaFailure' && status === 'True')
  return failure && (failure.message || failure.reason)
}
