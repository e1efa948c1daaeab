/** Why a list of indexes cannot be read. */
export interface IndexProblem {
  problem: string
}

/**
 * The indexes that a list such as `1,3-5` names.
 * @param completions the first index that is too large.
 */
export function indexesOf(list: string, completions: number): Set<number> | IndexProblem {
  const indexes = new Set<number>()
  if (list === '') return indexes
  let previous: number | undefined
  for (const interval of list.split(',')) {
    const ends = interval.split('-')
    if (ends.length > 2)
      return {
        problem: `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`,
      }
    const numbers: number[] = []
    for (const text of ends) {
      const index = readIndex(text, completions)
      if (typeof index !== 'number') return index
      if (previous !== undefined && previous >= index)
        return { problem: `non-increasing order, previous: ${previous}, current: ${index}` }
      previous = index
      numbers.push(index)
    }
    for (let index = numbers[0]!; index <= numbers.at(-1)!; index++) indexes.add(index)
  }
  return indexes
}

function readIndex(text: string, completions: number): number | IndexProblem {
  if (!/^[+-]?\d+$/.test(text))
    return { problem: `cannot convert string to integer for index: ${JSON.stringify(text)}` }
  return Number(text) >= completions ? { problem: `too large index: ${JSON.stringify(text)}` } : Number(text)
}
