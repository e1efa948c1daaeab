import { LEAF, type FieldSet } from './field-set.ts'

// Sets are kept by their text. What is rare goes with the rest when there are too many; it is only shared less then.
const MOST_KEPT = 1_000
const kept = new Map<string, FieldSet>()
const shared = new WeakSet<FieldSet>()

/** An equal set that is shared with all that are equal: thousands of objects are written alike, and their owners are most of what they hold. */
export function shareFields(set: FieldSet): FieldSet {
  if (shared.has(set)) return set
  const text = JSON.stringify(set)
  if (text === '{}') return LEAF
  let known = kept.get(text)
  if (!known) {
    const copy: Record<string, FieldSet> = {}
    for (const element in set) copy[element] = shareFields(set[element]!)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(text, (known = copy))
    shared.add(known)
  }
  return known
}
