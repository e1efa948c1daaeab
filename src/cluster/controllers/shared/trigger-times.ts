import { toSeconds } from '#base'
import type * as types from '../../resources/generated/types.ts'
import { readySince } from './pods.ts'

export const LAST_CHANGE_TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time'

/** Remembers, per service, which changes its endpoints already show, so that they can say how old the news is that they bring. */
export class TriggerTimes {
  readonly #services = new Map<string, Map<string, number>>()

  /**
   * The time of the oldest change since the last call: of a pod's readiness, or of the service's creation.
   * `undefined` when something else made the endpoints change.
   */
  next(key: string, service: types.Service, pods: readonly types.Pod[]): string | undefined {
    const before = this.#services.get(key)
    const now = new Map<string, number>()
    let oldest: number | undefined
    for (const pod of pods) {
      const since = readySince(pod)
      now.set(pod.metadata.uid, since)
      if (before && since > (before.get(pod.metadata.uid) ?? 0)) oldest = Math.min(oldest ?? since, since)
    }
    this.#services.set(key, now)
    if (!before) return service.metadata.creationTimestamp
    return oldest === undefined ? undefined : toSeconds(oldest)
  }

  forget(key: string): void {
    this.#services.delete(key)
  }
}
