import type { Shape } from './model.ts'

/** One way in which an input breaks the service's model. */
export interface Violation {
  kind: 'missing' | 'type' | 'length' | 'range' | 'pattern' | 'enum'
  /** Member names from the outside in; list items by number from 1. */
  path: (string | number)[]
  value: unknown
  /** The rule as AWS words it: `Member must have length less than or equal to 64`. */
  constraint: string
  shape: Shape
}

/** Everything in which `value` breaks `shape`. The clients check only a part of it. */
export function findViolations(shape: Shape, value: unknown, path: (string | number)[] = []): Violation[] {
  const violation = (kind: Violation['kind'], constraint: string): Violation[] => [
    { kind, path, value, constraint, shape },
  ]
  switch (shape.type) {
    case 'structure': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return violation('type', 'Member must be a structure')
      const members = value as Record<string, unknown>
      return shape.members.flatMap((member) => {
        const inner = members[member.name]
        const at = [...path, member.name]
        if (inner !== undefined && inner !== null) return findViolations(member.shape, inner, at)
        if (!shape.required.includes(member.name)) return []
        return [
          {
            kind: 'missing' as const,
            path: at,
            value: null,
            constraint: 'Member must not be null',
            shape: member.shape,
          },
        ]
      })
    }
    case 'list': {
      if (!Array.isArray(value)) return violation('type', 'Member must be a list')
      return [
        ...lengthOf(shape, value.length, violation),
        ...value.flatMap((item, i) => findViolations(shape.item!.shape, item, [...path, i + 1])),
      ]
    }
    case 'map': {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return violation('type', 'Member must be a map')
      const entries = Object.entries(value)
      return [
        ...lengthOf(shape, entries.length, violation),
        ...entries.flatMap(([key, item]) => [
          ...findViolations(shape.key!.shape, key, [...path, 'key']),
          ...findViolations(shape.value!.shape, item, [...path, key]),
        ]),
      ]
    }
    case 'string':
      if (typeof value !== 'string') return violation('type', 'Member must be a string')
      if (shape.enum && !shape.enum.includes(value)) {
        return violation('enum', `Member must satisfy enum value set: [${shape.enum.join(', ')}]`)
      }
      return [
        ...lengthOf(shape, value.length, violation),
        ...(shape.pattern && !matches(shape.pattern, value)
          ? violation('pattern', `Member must satisfy regular expression pattern: ${shape.pattern}`)
          : []),
      ]
    case 'integer':
    case 'long':
      if (typeof value !== 'number' || !Number.isInteger(value)) return violation('type', 'Member must be an integer')
      return rangeOf(shape, value, violation)
    case 'float':
    case 'double':
      return typeof value === 'number' ? rangeOf(shape, value, violation) : violation('type', 'Member must be a number')
    case 'boolean':
      return typeof value === 'boolean' ? [] : violation('type', 'Member must be a boolean')
    case 'timestamp':
      return typeof value === 'number' ? [] : violation('type', 'Member must be a timestamp')
    default:
      return []
  }
}

type Report = (kind: Violation['kind'], constraint: string) => Violation[]

function lengthOf(shape: Shape, length: number, report: Report): Violation[] {
  if (shape.min !== undefined && length < shape.min) {
    return report('length', `Member must have length greater than or equal to ${shape.min}`)
  }
  if (shape.max !== undefined && length > shape.max) {
    return report('length', `Member must have length less than or equal to ${shape.max}`)
  }
  return []
}

function rangeOf(shape: Shape, value: number, report: Report): Violation[] {
  if (shape.min !== undefined && value < shape.min) {
    return report('range', `Member must have value greater than or equal to ${shape.min}`)
  }
  if (shape.max !== undefined && value > shape.max) {
    return report('range', `Member must have value less than or equal to ${shape.max}`)
  }
  return []
}

function matches(pattern: string, value: string): boolean {
  // The models' patterns are Java's. Those that use what JavaScript's `u` mode refuses (needless escapes) are read without it.
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags).test(value)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return true
}

/** `1 validation error detected: Value 'x' at 'roleName' failed to satisfy constraint: …`, the sentence of most services. */
export function describeViolations(violations: readonly Violation[]): string {
  const each = violations.map(({ path, value, constraint }) => {
    const at = path.map((part) => (typeof part === 'number' ? `${part}.member` : lowerFirst(part)))
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const shown = value === null ? 'null' : `'${text}'`
    return `Value ${shown} at '${at.join('.')}' failed to satisfy constraint: ${constraint}`
  })
  return `${violations.length} validation error${violations.length === 1 ? '' : 's'} detected: ${each.join('; ')}`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
