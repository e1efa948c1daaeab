/** Completion indexes as a Job's status writes them: `0-3,5`. Malformed parts and indexes from `limit` on are left out. */
export function parseIndexes(text: string | undefined, limit: number): Set<number> {
  const indexes = new Set<number>()
  for (const part of text?.split(',') ?? []) {
    const [first, last = first] = part.split('-').map(Number)
    if (first === undefined || last === undefined || !Number.isInteger(first) || !Number.isInteger(last)) continue
    if (part !== '') for (let index = first; index <= Math.min(last, limit - 1); index++) indexes.add(index)
  }
  return indexes
}

/** The text of a set of indexes; neighbours are written as a range. */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b)
  const ranges: [number, number][] = []
  for (const index of sorted) {
    const last = ranges.at(-1)
    if (last?.[1] === index - 1) last[1] = index
    else ranges.push([index, index])
  }
  return ranges
    .flatMap(([first, last]) =>
      last === first ? [`${first}`] : last === first + 1 ? [`${first}`, `${last}`] : [`${first}-${last}`],
    )
    .join(',')
}
