import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Schema } from '../../apimachinery/schema.ts'
import { estimateCost, type Shape } from '../../cel/cost.ts'
import type { Program } from '../../cel/environment.ts'
import { escapeName } from './cel-values.ts'

// What one rule, and all rules of a structure, may cost by estimate.
const RULE_LIMIT = 10_000_000
const TOTAL_LIMIT = 100_000_000
const MAX_REQUEST_BYTES = 3 * 1024 * 1024
const HINT =
  '(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)'

/** Adds up what the rules of a structure may cost, and reports what is too much. */
export class RuleCosts {
  #total = 0
  readonly #parts: { errors: FieldErrors; cost: number }[] = []

  /**
   * @param times how often the structure may occur.
   * @param what `rule` or `messageExpression`
   */
  add(program: Program, schema: Schema, times: number, errors: FieldErrors, what: string): void {
    const shape = shapeOf(schema)
    const cost = estimateCost(program, { self: shape, oldSelf: shape }) * times
    if (cost > RULE_LIMIT) errors.forbidden(`estimated ${what} cost ${costText(cost / RULE_LIMIT)} ${HINT}`)
    this.#total += cost
    this.#parts.push({ errors, cost })
  }

  /** Reports the sum; `errors` stands at the whole structure. */
  report(errors: FieldErrors): void {
    if (this.#total <= TOTAL_LIMIT) return
    for (const part of this.#parts.toSorted((a, b) => b.cost - a.cost).slice(0, MOST_EXPENSIVE))
      if (part.cost > TOTAL_LIMIT / 100)
        part.errors.forbidden(
          'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema',
        )
    const factor = costText(this.#total / TOTAL_LIMIT)
    errors.forbidden(`x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema ${factor} ${HINT}`)
  }

  /** The most elements or entries that a list or map may have. */
  mostElements(schema: Schema): number {
    return shapeOf(schema).size
  }
}

// Only the worst are named.
const MOST_EXPENSIVE = 4

/** By how much a limit is exceeded. */
function costText(factor: number): string {
  return factor > 100
    ? 'exceeds budget by factor of more than 100x'
    : `exceeds budget by factor of ${factor.toFixed(1)}x`
}

/** How large values of a structure may be; what has no limit of its own is limited by the size of requests. */
function shapeOf(schema: Schema): Shape {
  return {
    size: sizeOf(schema),
    field(name) {
      for (const [property, inner] of Object.entries(schema.properties ?? {}))
        if (escapeName(property) === name) return shapeOf(inner)
      return schema.additional && shapeOf(schema.additional)
    },
    get element() {
      const inner = schema.items ?? schema.additional
      return inner && shapeOf(inner)
    },
  }
}

function sizeOf(schema: Schema): number {
  const { type, format, constraints = {}, items, additional } = schema
  switch (type) {
    case 'string':
      return textSize(schema)
    case 'array':
      return constraints.maxItems ?? Math.floor((MAX_REQUEST_BYTES - 2) / (minBytes(items ?? {}) + 1))
    case 'object':
      // A key of no characters in quotes, a colon and a comma.
      return additional
        ? (constraints.maxProperties ?? Math.floor((MAX_REQUEST_BYTES - 2) / (minBytes(additional) + 4)))
        : 1
    case undefined:
      return schema.oneOf || format ? MAX_REQUEST_BYTES : 1
    default:
      return 1
  }
}

function textSize({ format, constraints = {}, enum: values }: Schema): number {
  if (format === 'date' || format === 'date-time' || format === 'duration') return 1
  if (values?.length) return Math.max(...values.map((value) => JSON.stringify(value).length)) * 4
  const { maxLength } = constraints
  // A character may take four bytes.
  return maxLength === undefined ? MAX_REQUEST_BYTES - 2 : format === 'byte' ? maxLength : maxLength * 4
}

/** The fewest bytes that a value takes as JSON. */
function minBytes(schema: Schema): number {
  switch (schema.type) {
    case 'boolean':
      return 4
    case 'string':
    case 'array':
      return 2
    case 'object': {
      const required = (schema.required ?? []).map((name) => [name, schema.properties?.[name] ?? {}] as const)
      return required.reduce(
        (sum, [name, inner]) => sum + name.length + 3 + minBytes(inner),
        2 + Math.max(0, required.length - 1),
      )
    }
    default:
      return 1
  }
}
