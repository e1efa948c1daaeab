import { badRequest } from './errors.ts'
import type { FieldErrors } from './field-errors.ts'
import { checkLabelValue, checkQualifiedName, report } from './names.ts'
import type { LabelSelector, LabelSelectorRequirement } from './object.ts'

type Labels = Readonly<Record<string, string>> | undefined

/** One condition on labels. */
export interface Requirement {
  key: string
  operator: '=' | '==' | '!=' | 'in' | 'notin' | 'exists' | '!' | '>' | '<'
  /** Empty for `exists` and `!`. */
  values: readonly string[]
}

/** A label selector: all its requirements must hold. */
export class Selector {
  /** In the order in which the server prints them. */
  readonly requirements: readonly Requirement[]
  readonly #nothing: boolean

  /** @param nothing whether it selects nothing, as an absent selector does. */
  constructor(requirements: readonly Requirement[], nothing = false) {
    this.requirements = requirements.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    this.#nothing = nothing
  }

  matches(labels: Labels): boolean {
    if (this.#nothing) return false
    for (const requirement of this.requirements) if (!satisfies(requirement, labels)) return false
    return true
  }

  /** Whether there is no condition, so that everything is selected. */
  get isEmpty(): boolean {
    return !this.#nothing && this.requirements.length === 0
  }

  /** `app=web,tier in (a,b),!old`, as a Scale carries it. */
  toString(): string {
    return this.requirements.map(format).join(',')
  }
}

function satisfies({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case '=':
    case '==':
    case 'in':
      return value !== undefined && values.includes(value)
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value)
    case 'exists':
      return value !== undefined
    case '!':
      return value === undefined
    case '>':
    case '<': {
      if (value === undefined || !/^[-+]?\d+$/.test(value)) return false
      const difference = BigInt(value) - BigInt(values[0]!)
      return operator === '>' ? difference > 0n : difference < 0n
    }
  }
}

/** Whether an object's selector selects labels. An absent selector selects nothing, an empty one everything. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels): boolean {
  return selectorOf(selector).matches(labels)
}

/** The selector that an object carries. Absent ones, and those with an unknown operator, select nothing. */
export function selectorOf(selector: LabelSelector | undefined): Selector {
  if (!selector) return NOTHING
  let compiled = compiledOf.get(selector)
  if (!compiled) compiledOf.set(selector, (compiled = compile(selector)))
  return compiled
}

const NOTHING = new Selector([], true)

// Selectors lie in shared, unchanged objects, and are asked again for every pod.
const compiledOf = new WeakMap<LabelSelector, Selector>()

function compile(selector: LabelSelector): Selector {
  const requirements: Requirement[] = []
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    requirements.push({ key, operator: '=', values: [value] })
  for (const { key, operator, values = [] } of selector.matchExpressions ?? []) {
    const name = OPERATORS[operator]
    if (!name) return NOTHING
    requirements.push({ key, operator: name, values })
  }
  return new Selector(requirements)
}

const OPERATORS: Readonly<Record<string, Requirement['operator'] | undefined>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: '!',
}

/** Whether a map of labels, as services and replication controllers have it, selects. An empty one selects nothing. */
export function matchesLabelSet(selector: Labels, labels: Labels): boolean {
  if (!selector) return false
  let any = false
  for (const key in selector) {
    any = true
    if (labels?.[key] !== selector[key]) return false
  }
  return any
}

function format({ key, operator, values }: Requirement): string {
  if (operator === 'exists') return key
  if (operator === '!') return `!${key}`
  if (operator === 'in' || operator === 'notin') return `${key} ${operator} (${values.toSorted().join(',')})`
  return `${key}${operator}${values[0]}`
}

/** Rules of a selector within an object; `errors` stands at it. */
export function validateSelector(selector: LabelSelector | undefined, errors: FieldErrors): void {
  if (!selector) return
  const labels = errors.at('matchLabels')
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    report(labels, key, checkQualifiedName(key))
    report(labels, value, checkLabelValue(value))
  }
  selector.matchExpressions?.forEach((requirement, index) =>
    validateExpression(requirement, errors.at('matchExpressions', index)),
  )
}

function validateExpression({ key, operator, values = [] }: LabelSelectorRequirement, errors: FieldErrors): void {
  const name = OPERATORS[operator]
  if (!name) errors.at('operator').invalid(operator, 'not a valid selector operator')
  else if (name === 'in' || name === 'notin') {
    if (values.length === 0) errors.at('values').required("must be specified when `operator` is 'In' or 'NotIn'")
  } else if (values.length > 0)
    errors.at('values').forbidden("may not be specified when `operator` is 'Exists' or 'DoesNotExist'")
  report(errors.at('key'), key, checkQualifiedName(key))
  values.forEach((value, index) => report(errors.at('values', index), value, checkLabelValue(value)))
}

/**
 * Parses the text of a label selector: `app=web,tier in (a,b),!old`.
 * @throws StatusError BadRequest with the server's words
 */
export function parseLabelSelector(text: string): Selector {
  return new Selector(new LabelSelectorParser(text).parse())
}

const KEYWORDS: ReadonlySet<string> = new Set(['in', 'notin'])
const TOKEN = /\s*(==|!=|[=!(),><]|[^\s=!(),><]+)/y

class LabelSelectorParser {
  readonly #tokens: string[] = []
  #at = 0

  constructor(text: string) {
    TOKEN.lastIndex = 0
    for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) this.#tokens.push(match[1]!)
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = []
    if (this.#tokens.length === 0) return requirements
    for (;;) {
      const first = this.#peek()
      if (first !== '!' && !isIdentifier(first))
        throw badRequest(`found '${first}', expected: !, identifier, or 'end of string'`)
      requirements.push(this.#requirement())
      const separator = this.#next()
      if (separator === '') break
      if (separator !== ',') throw badRequest(`found '${separator}', expected: ',' or 'end of string'`)
      const following = this.#peek()
      if (following !== '!' && !isIdentifier(following))
        throw badRequest(`found '${following}', expected: identifier after ','`)
    }
    return requirements
  }

  #requirement(): Requirement {
    const absent = this.#peek() === '!'
    if (absent) this.#next()
    const key = this.#next()
    if (!isIdentifier(key)) throw this.#malformed(`found '${key}', expected: identifier`)
    refuse(checkQualifiedName(key), '<nil>', key)
    if (absent) return { key, operator: '!', values: [] }
    const after = this.#peek()
    if (after === '' || after === ',') return { key, operator: 'exists', values: [] }
    const operator = this.#operator()
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#value()]
    if ((operator === '>' || operator === '<') && !/^[-+]?\d+$/.test(values[0]!)) {
      const detail = "for 'Gt', 'Lt' operators, the value must be an integer"
      throw this.#malformed(`values[0]: Invalid value: ${JSON.stringify(values[0])}: ${detail}`)
    }
    values.forEach((value, index) => refuse(checkLabelValue(value), `values[${index}][${key}]`, value))
    return { key, operator, values }
  }

  #operator(): Requirement['operator'] {
    const token = this.#next()
    if (token === '=' || token === '==' || token === '!=' || token === '>' || token === '<') return token
    if (token === 'in' || token === 'notin') return token
    throw this.#malformed(`found '${token}', expected: in, notin, =, ==, !=, gt, lt`)
  }

  #value(): string {
    const token = this.#peek()
    if (token === '' || token === ',') return ''
    this.#next()
    if (!isIdentifier(token)) throw this.#malformed(`found '${token}', expected: identifier`)
    return token
  }

  #values(): string[] {
    const open = this.#next()
    if (open !== '(') throw this.#malformed(`found '${open}' expected: '('`)
    const values = new Set<string>()
    for (let expectsValue = true; ;) {
      const token = this.#next()
      if (token === ')') {
        if (expectsValue) values.add('')
        // Printed and compared in order, as a set.
        return [...values].sort()
      }
      if (token === ',') {
        if (expectsValue) values.add('')
        expectsValue = true
      } else if (expectsValue && isIdentifier(token)) {
        values.add(token)
        expectsValue = false
      } else if (expectsValue) throw this.#malformed(`found '${token}', expected: ',', ')' or identifier`)
      else throw this.#malformed(`found '${token}', expected: ',' or ')'`)
    }
  }

  #malformed(message: string) {
    return badRequest(`unable to parse requirement: ${message}`)
  }

  /** `''` at the end. */
  #peek(): string {
    return this.#tokens[this.#at] ?? ''
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? ''
  }
}

const isIdentifier = (token: string) => token !== '' && (KEYWORDS.has(token) || /^[^=!(),><]/.test(token))

function refuse(problems: readonly string[], field: string, value: string): void {
  if (problems.length > 0)
    throw badRequest(
      `unable to parse requirement: ${field}: Invalid value: ${JSON.stringify(value)}: ${problems.join('; ')}`,
    )
}
