/** One thing wrong with an expression, at an offset of its text. */
export interface Issue {
  at: number
  message: string
}

/** Issues as cel-go prints them: each with its line and a mark below it. */
export function formatIssues(source: string, issues: readonly Issue[]): string {
  const lines = source.split('\n')
  return issues
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, message }) => {
      // Verbatim: where there is nothing, there is no first column either.
      if (source === '') return `ERROR: <input>:1:0: ${message}`
      const before = source.slice(0, at).split('\n')
      const line = before.length
      const column = before.at(-1)!.length
      return `ERROR: <input>:${line}:${column + 1}: ${message}\n | ${lines[line - 1]}\n | ${'.'.repeat(column)}^`
    })
    .join('\n')
}
