import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  opaque,
  optionalOf,
  STRING,
  TIMESTAMP,
  UINT,
  type CelType,
} from './types.ts'
import type { Value } from './values.ts'

/** One signature of a function, and what it does. */
export interface Overload {
  readonly name: string
  /** Whether it is called on its first argument. */
  readonly member: boolean
  readonly params: readonly CelType[]
  readonly result: CelType
  /** What a call costs beyond a step and the length of its arguments. */
  readonly cost?: number
  readonly call: (...args: never[]) => Value
}

/** All functions of an environment. */
export class Functions {
  readonly #byName = new Map<string, Overload[]>()

  constructor(...libraries: readonly (readonly Overload[])[]) {
    for (const overload of libraries.flat()) {
      const same = this.#byName.get(overload.name)
      if (same) same.push(overload)
      else this.#byName.set(overload.name, [overload])
    }
  }

  /** All overloads of a name; none if there is no such function. */
  overloads(name: string): readonly Overload[] {
    return this.#byName.get(name) ?? []
  }
}

type Implementation = (...args: never[]) => Value

/**
 * Declares functions by their signatures: `size(string): int`, `string.size(): int`, `list<A>.first(): optional<A>`.
 * A capital letter stands for any one type.
 */
export function declare(signatures: Readonly<Record<string, Implementation>>): Overload[] {
  return Object.entries(signatures).map(([signature, call]) => ({ ...parseSignature(signature), call }))
}

function parseSignature(signature: string): Omit<Overload, 'call'> {
  const match = /^(?:(.+?)\.)?([\w@!?:+\-*/%<>=&|[\].]+?)\((.*)\): (.+)$/.exec(signature)
  if (!match) throw new Error(`malformed signature ${signature}`)
  const [, receiver, name, params, result] = match
  const isType = receiver !== undefined && !NAMESPACES.has(receiver)
  return {
    name: isType || receiver === undefined ? name! : `${receiver}.${name}`,
    member: isType,
    params: [...(isType ? [parseType(receiver)] : []), ...splitTypes(params!).map(parseType)],
    result: parseType(result!),
  }
}

// Functions whose names have a dot.
const NAMESPACES: ReadonlySet<string> = new Set(['optional', 'sets', 'strings', 'lists', 'format', 'ip'])

const TYPES: Readonly<Record<string, CelType>> = {
  bool: BOOL,
  int: INT,
  uint: UINT,
  double: DOUBLE,
  string: STRING,
  bytes: BYTES,
  null: NULL,
  timestamp: TIMESTAMP,
  duration: DURATION,
  dyn: DYN,
  URL: opaque('kubernetes.URL'),
  Quantity: opaque('kubernetes.Quantity'),
  IP: opaque('net.IP'),
  CIDR: opaque('net.CIDR'),
  Format: opaque('kubernetes.NamedFormat'),
  Semver: opaque('kubernetes.Semver'),
  Authorizer: opaque('kubernetes.authorization.Authorizer'),
  PathCheck: opaque('kubernetes.authorization.PathCheck'),
  GroupCheck: opaque('kubernetes.authorization.GroupCheck'),
  ResourceCheck: opaque('kubernetes.authorization.ResourceCheck'),
  Decision: opaque('kubernetes.authorization.Decision'),
}

function parseType(text: string): CelType {
  const match = /^(\w+)<(.*)>$/.exec(text)
  if (match) {
    const inner = splitTypes(match[2]!).map(parseType)
    if (match[1] === 'list') return listOf(inner[0]!)
    if (match[1] === 'optional') return optionalOf(inner[0]!)
    if (match[1] === 'type') return { kind: 'type', of: inner[0]! }
    return mapOf(inner[0]!, inner[1]!)
  }
  if (/^[A-Z]$/.test(text)) return { kind: 'parameter', name: text }
  const type = TYPES[text]
  if (!type) throw new Error(`no type ${text}`)
  return type
}

function splitTypes(text: string): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '<') depth++
    else if (text[i] === '>') depth--
    else if (i === text.length || (text[i] === ',' && depth === 0)) {
      if (i > start) parts.push(text.slice(start, i).trim())
      start = i + 1
    }
  }
  return parts
}
