import type { Step } from './transcript.ts'

/** What a run of a step's command printed. */
export type Output = Pick<Step, 'stdout' | 'stderr' | 'exitCode'>

/** One place where a command did not print what its transcript says. */
export interface Mismatch {
  where: 'stdout' | 'stderr' | 'exitCode'
  /** Counts from 1; 0 for the exit status. */
  line: number
  wanted: string
  seen: string
}

/** What a placeholder of an expected output stands for; anything else in angle brackets (`<none>`) means itself. */
export const placeholders: Readonly<Record<string, string>> = {
  // Kubernetes prints `3m12s`, and for repeated events `3m12s (x4 over 5m)`.
  age: String.raw`(?:(?:\d+[ydhms]){1,3}|<unknown>|<invalid>)(?: \(x\d+ over (?:\d+[ydhms]){1,3}\))?`,
  uid: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  ip: String.raw`\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}`,
  // RFC 3339, as in the API; RFC 1123, as in `kubectl describe`; as nginx logs it; as `diff` prints it.
  time: String.raw`(?:\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+ [+-]\d{4})`,
  /** The name of a node of EKS, which is its private DNS name. */
  node: String.raw`ip-\d+-\d+-\d+-\d+\.[a-z0-9-]+\.(?:compute\.)?internal`,
  /** The hash in the name of a ReplicaSet. */
  hash: '[bcdfghjklmnpqrstvwxz2456789]{5,10}',
  /** The random end of a generated name. */
  rand: '[bcdfghjklmnpqrstvwxz2456789]{5}',
  /** The variable part of an AWS identifier. */
  id: '[0-9A-Za-z]{8,40}',
  n: String.raw`\d+`,
  /** Any one word. */
  any: String.raw`\S+`,
}

/** Compares a run with its transcript: placeholders match their kind, a line `...` any number of lines. Returns the first difference. */
export function compareOutput(wanted: Output, seen: Output): Mismatch | undefined {
  if (wanted.exitCode !== seen.exitCode)
    return { where: 'exitCode', line: 0, wanted: String(wanted.exitCode), seen: String(seen.exitCode) }
  return compareText('stdout', wanted.stdout, seen.stdout) ?? compareText('stderr', wanted.stderr, seen.stderr)
}

function compareText(where: 'stdout' | 'stderr', wanted: string, seen: string): Mismatch | undefined {
  const want = linesOf(wanted)
  const have = linesOf(seen)
  const patterns = want.map((line) => (line.trim() === '...' ? undefined : linePattern(line)))
  // As for a glob: after a difference, the last `...` swallows one line more and the lines behind it are tried again.
  let retry: { wantedAt: number; seenAt: number } | undefined
  let farthest = { wantedAt: 0, seenAt: 0 }
  let i = 0
  let j = 0
  while (i < want.length || j < have.length) {
    if (i < want.length && patterns[i] === undefined) {
      retry = { wantedAt: i, seenAt: j }
      i++
      continue
    }
    if (i < want.length && j < have.length && patterns[i]!.test(have[j]!)) {
      i++
      j++
      continue
    }
    if (i >= farthest.wantedAt) farthest = { wantedAt: i, seenAt: j }
    if (!retry || retry.seenAt >= have.length)
      return {
        where,
        line: farthest.seenAt + 1,
        wanted: want[farthest.wantedAt] ?? '(no more lines)',
        seen: have[farthest.seenAt] ?? '(no more lines)',
      }
    retry = { wantedAt: retry.wantedAt, seenAt: retry.seenAt + 1 }
    i = retry.wantedAt + 1
    j = retry.seenAt
  }
  return undefined
}

// Columns are as wide as their widest cell, which may hold an age or a random name: how wide a gap is says nothing.
const squeeze = (line: string) =>
  line
    .replace(/\t/g, '  ')
    .replace(/(?<=\S) {2,}/g, '  ')
    .trimEnd()
const linesOf = (text: string) => (text.trim() === '' ? [] : text.trimEnd().split('\n').map(squeeze))

const placeholderPattern = new RegExp(`<(${Object.keys(placeholders).join('|')})>`)

function linePattern(line: string): RegExp {
  const parts = line.split(placeholderPattern)
  const source = parts.map((part, index) => (index % 2 === 1 ? placeholders[part]! : escape(part))).join('')
  return new RegExp(`^${source}$`)
}

const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
