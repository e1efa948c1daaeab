import { LEAF, type FieldSet } from './field-set.ts'

// What is rare goes with the rest when there are too many; it is only shared less then.
const MOST_KEPT = 1_000
/** Sets by what they are made of: their elements, each with the number of the set below it. */
const kept = new Map<string, FieldSet>()
const numbers = new WeakMap<FieldSet, number>([[LEAF, 0]])
let lastNumber = 0

/** An equal set that is shared with all that are equal: thousands of objects are written alike, and their owners are most of what they hold. */
export function shareFields(set: FieldSet): FieldSet {
  if (numbers.has(set)) return set
  let text = ''
  const parts: FieldSet[] = []
  for (const element in set) {
    const part = shareFields(set[element]!)
    parts.push(part)
    text += `${element.length}:${element}${numbers.get(part)!};`
  }
  if (text === '') return LEAF
  let known = kept.get(text)
  if (!known) {
    let index = 0
    const copy: Record<string, FieldSet> = {}
    for (const element in set) copy[element] = parts[index++]!
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(text, (known = copy))
    numbers.set(known, ++lastNumber)
  }
  return known
}
