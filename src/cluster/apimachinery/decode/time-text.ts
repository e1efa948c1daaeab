const LAYOUTS = {
  time: '2006-01-02T15:04:05Z07:00',
  'micro-time': '2006-01-02T15:04:05.000000Z07:00',
}

// The same times stand in many objects, and several times in each.
const MOST_KEPT = 1_000
const good = { time: new Set<string>(), 'micro-time': new Set<string>() }

const RFC_3339 = /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-]\d\d:\d\d)$/
const SECONDS_END = '2006-01-02T15:04:05'.length

/**
 * What is wrong with the text of a time, in the words of Go's `time.Parse`; `undefined` for a good one.
 * @param kind `metav1.Time` or `metav1.MicroTime`
 */
export function timeError(text: string, kind: keyof typeof LAYOUTS): string | undefined {
  const known = good[kind]
  if (known.has(text)) return undefined
  const problem = problemOf(text, kind)
  if (problem !== undefined) return problem
  if (known.size >= MOST_KEPT) known.clear()
  known.add(text)
  return undefined
}

function problemOf(text: string, kind: keyof typeof LAYOUTS): string | undefined {
  const match = RFC_3339.exec(text)
  if (match && (kind === 'time' || /^[.,]\d{6}\D/.test(text.slice(SECONDS_END)))) {
    const [, month, day, hour, minute, second] = match.map(Number)
    const range = outOfRange(Number(text.slice(0, 4)), month!, day!, hour!, minute!, second!)
    return range === '' ? undefined : `parsing time ${JSON.stringify(text)}: ${range} out of range`
  }
  const { rest, wanted } = firstMismatch(text, kind)
  return `parsing time ${JSON.stringify(text)} as ${JSON.stringify(LAYOUTS[kind])}: cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(wanted)}`
}

function outOfRange(year: number, month: number, day: number, hour: number, minute: number, second: number): string {
  if (month < 1 || month > 12) return 'month'
  if (hour > 23) return 'hour'
  if (minute > 59) return 'minute'
  if (second > 59) return 'second'
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return day < 1 || day > days ? 'day' : ''
}

// The layout's elements in order, each with what it takes of the text.
const ELEMENTS: readonly (readonly [string, RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d/],
]

function firstMismatch(text: string, kind: keyof typeof LAYOUTS): { rest: string; wanted: string } {
  let rest = text
  for (const [wanted, pattern] of ELEMENTS) {
    const match = pattern.exec(rest)
    if (!match) return { rest, wanted }
    rest = rest.slice(match[0].length)
  }
  const fraction = (kind === 'time' ? /^[.,]\d+/ : /^[.,]\d{6}/).exec(rest)
  if (fraction) rest = rest.slice(fraction[0].length)
  else if (kind === 'micro-time') return { rest, wanted: '.000000' }
  return { rest, wanted: 'Z07:00' }
}
