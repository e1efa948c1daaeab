import { declare } from '../functions.ts'
import { opaque } from '../types.ts'
import { CelError, Opaque } from '../values.ts'

/** A version as expressions see it; the constructor throws a `CelError` when the text is none. */
export class Semver extends Opaque {
  readonly type = opaque('kubernetes.Semver')
  readonly numbers: readonly [bigint, bigint, bigint]
  readonly #prerelease: readonly string[]

  constructor(text: string, normalize = false) {
    super()
    const match = SEMVER.exec(normalize ? normalized(text) : text)
    if (!match) throw new CelError(problemOf(text))
    this.numbers = [BigInt(match[1]!), BigInt(match[2]!), BigInt(match[3]!)]
    this.#prerelease = match[4]?.split('.') ?? []
  }

  compare(other: Semver): number {
    for (let i = 0; i < 3; i++) {
      const difference = this.numbers[i]! - other.numbers[i]!
      if (difference !== 0n) return difference < 0n ? -1 : 1
    }
    return comparePrereleases(this.#prerelease, other.#prerelease)
  }

  equals(other: Opaque): boolean {
    return other instanceof Semver && this.compare(other) === 0
  }
}

const NUMBER = '(0|[1-9]\\d*)'
const SEMVER = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z.-]+)?$`,
)

function problemOf(text: string): string {
  if (text === '') return 'Version string empty'
  if (text.split('.').length < 3) return 'No Major.Minor.Patch elements found'
  return `Invalid character(s) found in version ${JSON.stringify(text)}`
}

/** Without `v`, with all three numbers, and without their leading zeros. */
function normalized(text: string): string {
  const match = /^v?(\d+(?:\.\d+){0,2})(.*)$/.exec(text.trim())
  if (!match) return text
  const numbers = match[1]!.split('.').map((part) => part.replace(/^0+(?=\d)/, ''))
  while (numbers.length < 3) numbers.push('0')
  return numbers.join('.') + match[2]!
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  // A version without one comes after those with.
  if (a.length === 0 || b.length === 0) return Math.sign(b.length - a.length)
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [one, other] = [a[i], b[i]]
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1
    if (one === other) continue
    const numeric = [/^\d+$/.test(one), /^\d+$/.test(other)]
    if (numeric[0] && numeric[1]) return Number(one) < Number(other) ? -1 : 1
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1
    return one < other ? -1 : 1
  }
  return 0
}

function isSemver(text: string, normalize = false): boolean {
  try {
    return Boolean(new Semver(text, normalize))
  } catch {
    // Whatever is wrong with it.
    return false
  }
}

const parse = (text: string, normalize = false) => new Semver(text, normalize)

/** @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-semver-library */
export const semvers = declare({
  'semver(string): Semver': parse,
  'semver(string, bool): Semver': parse,
  'isSemver(string): bool': isSemver,
  'isSemver(string, bool): bool': isSemver,
  'Semver.major(): int': (version: Semver) => version.numbers[0],
  'Semver.minor(): int': (version: Semver) => version.numbers[1],
  'Semver.patch(): int': (version: Semver) => version.numbers[2],
  'Semver.isLessThan(Semver): bool': (a: Semver, b: Semver) => a.compare(b) < 0,
  'Semver.isGreaterThan(Semver): bool': (a: Semver, b: Semver) => a.compare(b) > 0,
  'Semver.compareTo(Semver): int': (a: Semver, b: Semver) => BigInt(a.compare(b)),
})
