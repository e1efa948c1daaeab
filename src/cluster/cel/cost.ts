import type { Program } from './environment.ts'
import type { Call, Comprehension, Expression } from './syntax.ts'
import type { CelType } from './types.ts'

/** How large a value may be, as far as its structure tells. */
export interface Shape {
  /** Characters, elements or entries; 1 for all else. */
  readonly size: number
  field(name: string): Shape | undefined
  /** Elements of lists, values of maps. */
  readonly element: Shape | undefined
}

// Costs of single steps, in the units of the real server's limits.
const LIST_LITERAL = 10
const MAP_LITERAL = 30
const STRUCT_LITERAL = 40
/** For each character or element that a function goes through. */
const TRAVERSAL = 0.1
/** For each character of a pattern. */
const REGEX = 0.25

/** More than this is as good as infinite. */
const MAX = 2 ** 64

/**
 * The most that an evaluation can cost.
 * @param shapes of the variables.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#resource-constraints
 */
export function estimateCost({ expression, checked }: Program, shapes: Readonly<Record<string, Shape>>): number {
  const estimator = new Estimator(checked.types, new Map(Object.entries(shapes)))
  return Math.min(MAX, estimator.visit(expression).cost)
}

/** What is known of an expression. */
interface Estimate {
  cost: number
  size: number
  shape: Shape | undefined
}

/** Goes through all characters of its target, and makes something new of it. */
const TRAVERSING: ReadonlySet<string> = new Set(
  'split trim lowerAscii upperAscii replace substring join indexOf lastIndexOf charAt string bytes url isURL quantity isQuantity ip isIP cidr isCIDR semver isSemver validate containsIP containsCIDR isCanonical isSorted sum min max sort distinct flatten reverse slice format quote'.split(
    ' ',
  ),
)

class Estimator {
  readonly #types: ReadonlyMap<Expression, CelType>
  #shapes: ReadonlyMap<string, Shape | undefined>

  constructor(types: ReadonlyMap<Expression, CelType>, shapes: ReadonlyMap<string, Shape | undefined>) {
    this.#types = types
    this.#shapes = shapes
  }

  visit(expression: Expression): Estimate {
    switch (expression.kind) {
      case 'literal': {
        const { value } = expression
        const size =
          typeof value === 'string' ? Array.from(value).length : value instanceof Uint8Array ? value.length : 1
        return { cost: 0, size, shape: undefined }
      }
      case 'identifier':
        return this.#of(expression, 1, this.#shapes.get(expression.name))
      case 'select': {
        const operand = this.visit(expression.operand)
        return this.#of(expression, operand.cost + 1, operand.shape?.field(expression.field))
      }
      case 'has':
        return { cost: this.visit(expression.operand).cost + 1, size: 1, shape: undefined }
      case 'list':
        return this.#literal(
          expression.items.map(({ value }) => value),
          LIST_LITERAL,
        )
      case 'map':
        return this.#literal(
          expression.entries.flatMap(({ key, value }) => [key, value]),
          MAP_LITERAL,
        )
      case 'struct':
        return { cost: STRUCT_LITERAL, size: 1, shape: undefined }
      case 'call':
        return this.#call(expression)
      case 'comprehension':
        return this.#comprehension(expression)
    }
  }

  /** The size of a value that nothing is known of depends on its type. */
  #of(expression: Expression, cost: number, shape: Shape | undefined): Estimate {
    return { cost, size: shape?.size ?? this.#sizeByType(expression), shape }
  }

  #sizeByType(expression: Expression): number {
    const kind = this.#types.get(expression)?.kind
    return kind === 'bool' ||
      kind === 'int' ||
      kind === 'uint' ||
      kind === 'double' ||
      kind === 'duration' ||
      kind === 'timestamp'
      ? 1
      : MAX
  }

  #literal(parts: readonly Expression[], base: number): Estimate {
    const inner = parts.map((part) => this.visit(part))
    const cost = inner.reduce((sum, { cost: own }) => sum + own, base)
    return { cost, size: base === MAP_LITERAL ? parts.length / 2 : parts.length, shape: undefined }
  }

  #call(call: Call): Estimate {
    const parts = [...(call.target ? [call.target] : []), ...call.args]
    const args = parts.map((part) => this.visit(part))
    const argsCost = args.reduce((sum, { cost }) => sum + cost, 0)
    const [first, second, third] = args
    switch (call.name) {
      case '_&&_':
      case '_||_':
        return { cost: argsCost, size: 1, shape: undefined }
      case '_?_:_':
        return {
          cost: first!.cost + Math.max(second!.cost, third!.cost),
          size: Math.max(second!.size, third!.size),
          shape: second!.shape ?? third!.shape,
        }
      case '_[_]':
        return this.#of(call, argsCost + 1, first!.shape?.element)
      default: {
        const { cost, size } = callEstimate(call.name, args)
        return { cost: argsCost + cost, size: size ?? this.#sizeByType(call), shape: undefined }
      }
    }
  }

  #comprehension({ macro, range, variables, condition, transform }: Comprehension): Estimate {
    const source = this.visit(range)
    const outer = this.#shapes
    const element = source.shape?.element
    const inner = new Map(outer)
    variables.forEach((name, index) => {
      const isKey = variables.length === 2 && index === 0
      inner.set(name, isKey ? undefined : element)
    })
    this.#shapes = inner
    const test = condition ? this.visit(condition).cost : 0
    const make = transform ? this.visit(transform) : undefined
    this.#shapes = outer
    const steps = STEPS[macro]
    const cost = source.cost + steps.before + source.size * (steps.each + test + (make?.cost ?? 0))
    const list = macro === 'map' || macro === 'filter' || macro.startsWith('transform') || macro === 'sortBy'
    const shape = macro === 'filter' || macro === 'sortBy' ? source.shape : make && listShape(source.size, make.shape)
    return { cost, size: list ? source.size : 1, shape }
  }
}

function listShape(size: number, element: Shape | undefined): Shape {
  return { size, element, field: () => undefined }
}

/** What macros cost beside the expressions in them: once, and for each element. */
const STEPS: Readonly<Record<Comprehension['macro'], { before: number; each: number }>> = {
  all: { before: 1, each: 3 },
  exists: { before: 1, each: 4 },
  existsOne: { before: 3, each: 3 },
  filter: { before: 11, each: 13 },
  map: { before: 11, each: 12 },
  transformList: { before: 11, each: 12 },
  transformMap: { before: 31, each: 32 },
  transformMapEntry: { before: 31, each: 32 },
  sortBy: { before: 11, each: 13 },
  optMap: { before: 1, each: 1 },
  optFlatMap: { before: 1, each: 1 },
}

const traverse = (size: number) => Math.ceil(size * TRAVERSAL)

/** A function's own cost, and the size of its result where its arguments tell. */
function callEstimate(name: string, args: readonly Estimate[]): { cost: number; size?: number } {
  const first = args[0]?.size ?? 1
  const second = args[1]?.size ?? 1
  switch (name) {
    case '_==_':
    case '_!=_':
    case '_<_':
    case '_<=_':
    case '_>_':
    case '_>=_':
      return { cost: traverse(Math.min(first, second)), size: 1 }
    case '_+_':
      return { cost: Math.max(1, traverse(first + second)), size: first + second }
    case '@in':
      return { cost: second, size: 1 }
    case 'startsWith':
    case 'endsWith':
      return { cost: traverse(second + 1), size: 1 }
    case 'contains':
      return { cost: traverse(first + 1) * traverse(second + 1), size: 1 }
    case 'matches':
    case 'find':
    case 'findAll':
      return { cost: traverse(first + 1) * Math.ceil(second * REGEX), size: name === 'matches' ? 1 : first }
    case 'sets.contains':
    case 'sets.intersects':
    case 'sets.equivalent':
      return { cost: 1 + first * second * (name === 'sets.equivalent' ? 2 : 1), size: 1 }
    case 'string':
      return { cost: traverse(first) }
    default:
      return TRAVERSING.has(name) ? { cost: 1 + traverse(first), ...(isTextual(name) && { size: first }) } : { cost: 1 }
  }
}

/** Whether a function's result is no larger than its target. */
function isTextual(name: string): boolean {
  return [
    'split',
    'trim',
    'lowerAscii',
    'upperAscii',
    'substring',
    'sort',
    'distinct',
    'reverse',
    'slice',
    'charAt',
  ].includes(name)
}
