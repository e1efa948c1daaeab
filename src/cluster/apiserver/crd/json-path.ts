import type { Json } from '../../apimachinery/object.ts'

/** A step of a JSONPath. */
type Step =
  | { kind: 'field'; name: string }
  | { kind: 'all' }
  | { kind: 'slice'; from: number; to: number | undefined }
  | { kind: 'filter'; path: Step[]; operator: string; value: Json }
  | { kind: 'deep'; name: string }

/** A compiled JSONPath: what it finds in a value. */
export type JsonPath = (value: Json) => Json[]

const STEP =
  /\.\.([\w-]+)|\.\*|\[\*\]|\[(-?\d+)\]|\[(-?\d*):(-?\d*)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]|\[\?\(@(.*?)(?:\s*(==|!=|>=|<=|>|<)\s*(.+?))?\)\]|\.((?:[^.[\\]|\\.)+)/y

/**
 * Compiles the JSONPath of a printed column: `.spec.x`, `.status.conditions[?(@.type=="Ready")].status`, `.spec.list[*]`.
 * @returns `undefined` for what is none.
 */
export function compileJsonPath(text: string): JsonPath | undefined {
  const steps = parseSteps(text)
  return steps && ((value) => find(value, steps))
}

function parseSteps(text: string): Step[] | undefined {
  const steps: Step[] = []
  STEP.lastIndex = 0
  let at = 0
  while (at < text.length) {
    STEP.lastIndex = at
    const match = STEP.exec(text)
    if (!match) return undefined
    at = STEP.lastIndex
    const step = toStep(match)
    if (!step) return undefined
    steps.push(step)
  }
  return steps
}

function toStep([whole, deep, index, from, to, single, double, path, operator, literal, field]: RegExpExecArray):
  Step | undefined {
  if (deep !== undefined) return { kind: 'deep', name: deep }
  if (whole === '.*' || whole === '[*]') return { kind: 'all' }
  if (index !== undefined) return slice(Number(index), Number(index) === -1 ? undefined : Number(index) + 1)
  if (from !== undefined) return slice(Number(from || 0), to === '' ? undefined : Number(to))
  const name = single ?? double ?? field
  if (name !== undefined) return { kind: 'field', name: name.replace(/\\(.)/g, '$1') }
  const inner = parseSteps(path!)
  if (!inner) return undefined
  if (operator === undefined) return { kind: 'filter', path: inner, operator: '', value: null }
  return { kind: 'filter', path: inner, operator, value: parseLiteral(literal!) }
}

const slice = (from: number, to: number | undefined): Step => ({ kind: 'slice', from, to })

function parseLiteral(text: string): Json {
  const quoted = /^'(.*)'$|^"(.*)"$/.exec(text)
  if (quoted) return quoted[1] ?? quoted[2]!
  try {
    return JSON.parse(text) as Json
  } catch {
    // A bare word stands for itself.
    return text
  }
}

function find(value: Json, steps: readonly Step[]): Json[] {
  let found: Json[] = [value]
  for (const step of steps) found = found.flatMap((item) => take(item, step))
  return found
}

function take(value: Json, step: Step): Json[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Array.isArray(value) ? value : Object.values(value)
  switch (step.kind) {
    case 'field':
      return !Array.isArray(value) && value[step.name] !== undefined ? [value[step.name]!] : []
    case 'all':
      return inner
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to) : []
    case 'filter':
      return inner.filter((item) => find(item, step.path).some((found) => holds(found, step.operator, step.value)))
    case 'deep': {
      const here = !Array.isArray(value) && value[step.name] !== undefined ? [value[step.name]!] : []
      return [...here, ...inner.flatMap((item) => take(item, step))]
    }
  }
}

function holds(left: Json, operator: string, right: Json): boolean {
  switch (operator) {
    case '':
      return true
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '>':
      return left! > right!
    case '<':
      return left! < right!
    case '>=':
      return left! >= right!
    default:
      return left! <= right!
  }
}
