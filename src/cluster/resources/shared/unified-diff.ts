import { goJson } from '../../apimachinery/go-text.ts'

const CONTEXT = 3
// Verbatim: in long texts, lines that come often are no places to hold on to.
const POPULAR_FROM = 200

/** A run of lines that both texts have. */
interface Match {
  a: number
  b: number
  size: number
}

/** What changed between two values, as the lines of their JSON, with three lines around each change. */
export function valueDiff(before: unknown, after: unknown): string {
  return unifiedDiff(goJson(before, 1).split('\n'), goJson(after, 1).split('\n'))
}

/** The changed places of two texts, each line with its mark, without names of files. */
export function unifiedDiff(a: readonly string[], b: readonly string[]): string {
  return groups(changes(a, b))
    .map((group) => hunk(group, a, b))
    .join('')
}

interface Change {
  isEqual: boolean
  a: readonly [start: number, end: number]
  b: readonly [start: number, end: number]
}

function hunk(group: readonly Change[], a: readonly string[], b: readonly string[]): string {
  const first = group[0]!
  const last = group.at(-1)!
  const range = (start: number, end: number) => {
    const length = end - start
    if (length === 1) return `${start + 1}`
    return length === 0 ? `${start},0` : `${start + 1},${length}`
  }
  let text = `@@ -${range(first.a[0], last.a[1])} +${range(first.b[0], last.b[1])} @@\n`
  for (const { isEqual, a: inA, b: inB } of group) {
    for (const line of a.slice(...inA)) text += `${isEqual ? ' ' : '-'}${line}\n`
    if (!isEqual) for (const line of b.slice(...inB)) text += `+${line}\n`
  }
  return text
}

function changes(a: readonly string[], b: readonly string[]): Change[] {
  const list: Change[] = []
  let i = 0
  let j = 0
  for (const match of [...matches(a, b), { a: a.length, b: b.length, size: 0 }]) {
    if (i < match.a || j < match.b) list.push({ isEqual: false, a: [i, match.a], b: [j, match.b] })
    i = match.a + match.size
    j = match.b + match.size
    if (match.size > 0) list.push({ isEqual: true, a: [match.a, i], b: [match.b, j] })
  }
  return list
}

/** Changes that are close together, with the lines around them. */
function groups(list: Change[]): Change[][] {
  const trimStart = ({ a, b }: Change): Change => ({
    isEqual: true,
    a: [Math.max(a[0], a[1] - CONTEXT), a[1]],
    b: [Math.max(b[0], b[1] - CONTEXT), b[1]],
  })
  const trimEnd = ({ a, b }: Change): Change => ({
    isEqual: true,
    a: [a[0], Math.min(a[1], a[0] + CONTEXT)],
    b: [b[0], Math.min(b[1], b[0] + CONTEXT)],
  })
  const result: Change[][] = []
  let group: Change[] = []
  for (const [index, change] of list.entries()) {
    if (!change.isEqual) {
      group.push(change)
      continue
    }
    const isLast = index === list.length - 1
    if (index === 0) group.push(trimStart(change))
    else if (isLast) group.push(trimEnd(change))
    else if (change.a[1] - change.a[0] > 2 * CONTEXT) {
      group.push(trimEnd(change))
      result.push(group)
      group = [trimStart(change)]
    } else group.push(change)
  }
  if (group.some(({ isEqual }) => !isEqual)) result.push(group)
  return result
}

/** The longest common runs of lines, in order: the algorithm of Ratcliff and Obershelp. */
function matches(a: readonly string[], b: readonly string[]): Match[] {
  const places = placesOf(b)
  const found: Match[] = []
  const pending: [number, number, number, number][] = [[0, a.length, 0, b.length]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [aLow, aHigh, bLow, bHigh] = next
    const match = longestMatch(a, b, places, next)
    if (match.size === 0) continue
    found.push(match)
    if (aLow < match.a && bLow < match.b) pending.push([aLow, match.a, bLow, match.b])
    const [aEnd, bEnd] = [match.a + match.size, match.b + match.size]
    if (aEnd < aHigh && bEnd < bHigh) pending.push([aEnd, aHigh, bEnd, bHigh])
  }
  return joinAdjacent(found.toSorted((x, y) => x.a - y.a))
}

function joinAdjacent(list: readonly Match[]): Match[] {
  const result: Match[] = []
  for (const match of list) {
    const last = result.at(-1)
    if (last && last.a + last.size === match.a && last.b + last.size === match.b) last.size += match.size
    else result.push({ ...match })
  }
  return result
}

function placesOf(lines: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>()
  for (const [index, line] of lines.entries()) {
    const known = places.get(line)
    if (known) known.push(index)
    else places.set(line, [index])
  }
  if (lines.length < POPULAR_FROM) return places
  const most = Math.floor(lines.length / 100) + 1
  for (const [line, indexes] of places) if (indexes.length > most) places.delete(line)
  return places
}

function longestMatch(
  a: readonly string[],
  b: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
  [aLow, aHigh, bLow, bHigh]: readonly [number, number, number, number],
): Match {
  let best: Match = { a: aLow, b: bLow, size: 0 }
  let lengths = new Map<number, number>()
  for (let i = aLow; i < aHigh; i++) {
    const next = new Map<number, number>()
    for (const j of places.get(a[i]!) ?? []) {
      if (j < bLow) continue
      if (j >= bHigh) break
      const size = (lengths.get(j - 1) ?? 0) + 1
      next.set(j, size)
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size }
    }
    lengths = next
  }
  // Lines that are no places to hold on to may still lengthen a run.
  while (best.a > aLow && best.b > bLow && a[best.a - 1] === b[best.b - 1])
    best = { a: best.a - 1, b: best.b - 1, size: best.size + 1 }
  while (best.a + best.size < aHigh && best.b + best.size < bHigh && a[best.a + best.size] === b[best.b + best.size])
    best.size++
  return best
}
