import type { Change } from '../etcd/store.ts'
import type { Deed } from './story.ts'
import { whoDid } from './who-did.ts'

/** A change that can be told, with what it did. */
export interface Told {
  change: Change
  deed: Deed
}

/** Changes by their revisions, and what came of each. */
export interface Causes {
  byRevision: ReadonlyMap<number, Told>
  effects: ReadonlyMap<number, readonly Told[]>
}

/** Orders changes by cause. */
export function indexCauses(told: Iterable<Told>): Causes {
  const byRevision = new Map<number, Told>()
  const effects = new Map<number, Told[]>()
  for (const one of told) {
    byRevision.set(one.change.revision, one)
    const { cause } = one.change.origin
    if (cause === undefined) continue
    const known = effects.get(cause)
    if (known) known.push(one)
    else effects.set(cause, [one])
  }
  return { byRevision, effects }
}

/** A story with more would not be read. */
const MOST_CHANGES = 1_000

/**
 * What led to some changes, and what came of them.
 * @param concerns whether an effect belongs to the story; what came of one that does not is left out as well.
 */
export function collectChanges(anchors: readonly Told[], causes: Causes, concerns: (told: Told) => boolean): Told[] {
  const found = new Map<number, Told>()
  for (const anchor of anchors)
    for (let one: Told | undefined = anchor; one && !found.has(one.change.revision);) {
      found.set(one.change.revision, one)
      const cause: number | undefined = one.change.origin.cause
      one = cause === undefined ? undefined : causes.byRevision.get(cause)
    }
  const waiting = [...anchors]
  for (let next = waiting.shift(); next && found.size < MOST_CHANGES; next = waiting.shift())
    for (const effect of causes.effects.get(next.change.revision) ?? []) {
      if (found.has(effect.change.revision) || !concerns(effect)) continue
      found.set(effect.change.revision, effect)
      waiting.push(effect)
    }
  return dropIdle([...found.values()].sort((a, b) => a.change.revision - b.change.revision))
}

/** Leaves out bookkeeping of which nothing came that is told, or only more of the same component's. */
function dropIdle(inOrder: readonly Told[]): Told[] {
  const followers = new Map<number, Set<string>>()
  const kept: Told[] = []
  for (const one of inOrder.toReversed()) {
    const { revision, origin } = one.change
    const after = followers.get(revision)
    const { who } = whoDid(one.change)
    const told = !one.deed.minor || (after !== undefined && [...after].some((other) => other !== who))
    if (told) kept.push(one)
    if (origin.cause === undefined) continue
    const sources = told ? [who] : (after ?? [])
    followers.set(origin.cause, new Set([...(followers.get(origin.cause) ?? []), ...sources]))
  }
  return kept.reverse()
}
