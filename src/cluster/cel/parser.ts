import { tokenize, type Token } from './lexer.ts'
import { expandMacro } from './macros.ts'
import type { Issue } from './source.ts'
import type { Call, Expression, ListLiteral, MapLiteral } from './syntax.ts'

/** Parses an expression. With issues there is no expression. */
export function parse(source: string): { expression?: Expression; issues: Issue[] } {
  const { tokens, issues } = tokenize(source)
  const parser = new Parser(tokens, issues)
  const expression = parser.parse()
  return issues.length > 0 || !expression ? { issues } : { expression, issues }
}

const PRIMARY =
  "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}"

const RELATIONS = ['==', '!=', '<', '<=', '>', '>=', 'in']

// Words that CEL keeps for later.
const RESERVED: ReadonlySet<string> = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(' '),
)

/** Ends the parsing: what follows an error is not worth reading. */
class Stop extends Error {}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #issues: Issue[]
  #at = 0

  constructor(tokens: readonly Token[], issues: Issue[]) {
    this.#tokens = tokens
    this.#issues = issues
  }

  parse(): Expression | undefined {
    try {
      const expression = this.#expression()
      if (this.#next.kind === 'end') return expression
      // One token too many is skipped, more are a mismatch.
      const one = this.#tokens[this.#at + 1]?.kind === 'end'
      this.#refuse(`${one ? 'extraneous' : 'mismatched'} input '${this.#next.text}' expecting <EOF>`)
    } catch (error) {
      if (!(error instanceof Stop)) throw error
    }
    return undefined
  }

  get #next(): Token {
    return this.#tokens[this.#at]!
  }

  #is(...texts: string[]): boolean {
    const { kind, text } = this.#next
    return (kind === 'operator' || kind === 'keyword') && texts.includes(text)
  }

  #take(): Token {
    return this.#tokens[this.#at++]!
  }

  #refuse(message: string, at = this.#next.at): never {
    this.#issues.push({ at, message: `Syntax error: ${message}` })
    throw new Stop()
  }

  #expression(): Expression {
    const condition = this.#or()
    if (!this.#is('?')) return condition
    const { at } = this.#take()
    const yes = this.#or()
    if (!this.#is(':')) this.#refuse(`mismatched input '${this.#next.text}' expecting ':'`)
    this.#take()
    return call('_?_:_', at, [condition, yes, this.#expression()])
  }

  #or(): Expression {
    return this.#balanced('||', () => this.#balanced('&&', () => this.#relation()))
  }

  /** Operators whose order of evaluation does not matter. */
  #balanced(operator: string, operand: () => Expression): Expression {
    let left = operand()
    while (this.#is(operator)) {
      const { at } = this.#take()
      left = call(`_${operator}_`, at, [left, operand()])
    }
    return left
  }

  #relation(): Expression {
    let left = this.#sum()
    while (this.#is(...RELATIONS)) {
      const { text, at } = this.#take()
      left = call(text === 'in' ? '@in' : `_${text}_`, at, [left, this.#sum()])
    }
    return left
  }

  #sum(): Expression {
    let left = this.#product()
    while (this.#is('+', '-')) {
      const { text, at } = this.#take()
      left = call(`_${text}_`, at, [left, this.#product()])
    }
    return left
  }

  #product(): Expression {
    let left = this.#unary()
    while (this.#is('*', '/', '%')) {
      const { text, at } = this.#take()
      left = call(`_${text}_`, at, [left, this.#unary()])
    }
    return left
  }

  #unary(): Expression {
    if (!this.#is('!', '-')) return this.#member()
    const { text, at } = this.#next
    let count = 0
    while (this.#is(text)) {
      this.#take()
      count++
    }
    const operand = this.#member()
    if (text === '-' && count % 2 === 1 && operand.kind === 'literal') {
      if (operand.type === 'int') return { ...operand, at, value: -(operand.value as bigint) }
      if (operand.type === 'double') return { ...operand, at, value: -(operand.value as number) }
    }
    return count % 2 === 0 ? operand : call(`${text}_`, at, [operand])
  }

  #member(): Expression {
    let operand = this.#primary()
    for (;;) {
      if (this.#is('.')) operand = this.#selection(operand)
      else if (this.#is('[')) {
        const { at } = this.#take()
        const optional = this.#is('?')
        if (optional) this.#take()
        const index = this.#expressionIn(PRIMARY.replace("'!'", "'!', '?'"))
        this.#close(']')
        operand = call(optional ? '_[?_]' : '_[_]', at, [operand, index])
      } else return operand
    }
  }

  #selection(operand: Expression): Expression {
    const { at: dot } = this.#take()
    const optional = this.#is('?')
    if (optional) this.#take()
    const name = this.#next
    if (name.kind !== 'identifier') {
      if (name.kind === 'keyword' && name.text !== 'in')
        this.#refuse(`mismatched input '${name.text}' expecting IDENTIFIER`)
      const shown = name.kind === 'end' ? '.' : `.${name.text}`
      this.#refuse(`no viable alternative at input '${shown}'`)
    }
    this.#take()
    const field = (name.value as string | undefined) ?? name.text
    if (optional || !this.#is('(')) return { kind: 'select', at: dot, operand, field, optional }
    const { at } = this.#next
    return this.#expand({ kind: 'call', at, name: field, target: operand, args: this.#arguments() })
  }

  #arguments(): Expression[] {
    this.#take()
    const args: Expression[] = []
    if (this.#is(')')) {
      this.#take()
      return args
    }
    args.push(this.#expressionIn(PRIMARY.replace("'('", "'(', ')'")))
    while (this.#is(',')) {
      this.#take()
      args.push(this.#expression())
    }
    this.#close(')')
    return args
  }

  /** An expression where more than one may begin. */
  #expressionIn(expected: string): Expression {
    if (this.#next.kind === 'end') this.#refuse(`mismatched input '<EOF>' expecting ${expected}`)
    return this.#expression()
  }

  #close(bracket: string): void {
    if (!this.#is(bracket)) this.#refuse(`missing '${bracket}' at '${this.#next.text}'`)
    this.#take()
  }

  #primary(): Expression {
    const token = this.#next
    const { at, value } = token
    switch (token.kind) {
      case 'int':
      case 'uint':
      case 'double':
      case 'string':
      case 'bytes':
        this.#take()
        return { kind: 'literal', at, type: token.kind, value }
      case 'keyword':
        if (token.text === 'in') break
        this.#take()
        if (token.text === 'null') return { kind: 'literal', at, type: 'null', value: null }
        return { kind: 'literal', at, type: 'bool', value: token.text === 'true' }
      case 'identifier':
        return this.#name()
      case 'operator':
        if (token.text === '(') return this.#parenthesized()
        if (token.text === '[') return this.#list()
        if (token.text === '{') return this.#map()
        if (token.text === '.') {
          this.#take()
          return this.#name()
        }
        break
      case 'end':
    }
    const following = this.#tokens[this.#at + 1]
    const skips =
      following !== undefined && token.kind !== 'end' && following.kind !== 'end' && startsPrimary(following)
    this.#refuse(`${skips ? 'extraneous' : 'mismatched'} input '${token.text}' expecting ${PRIMARY}`)
  }

  #name(): Expression {
    const { text, at, value } = this.#take()
    const name = (value as string | undefined) ?? text
    if (RESERVED.has(name)) {
      this.#issues.push({ at, message: `reserved identifier: ${name}` })
      throw new Stop()
    }
    if (this.#is('(')) {
      const { at: open } = this.#next
      return this.#expand({ kind: 'call', at: open, name, target: undefined, args: this.#arguments() })
    }
    if (this.#is('{') && /^[A-Z]/.test(name)) {
      const { at: open } = this.#next
      this.#map()
      return { kind: 'struct', at: open, name }
    }
    return { kind: 'identifier', at, name }
  }

  #expand(expression: Call): Expression {
    return expandMacro(expression, this.#issues) ?? expression
  }

  #parenthesized(): Expression {
    this.#take()
    const inner = this.#expression()
    this.#close(')')
    return inner
  }

  #list(): Expression {
    const { at } = this.#take()
    const items: ListLiteral['items'] = []
    while (!this.#is(']')) {
      const optional = this.#is('?')
      if (optional) this.#take()
      items.push({ value: this.#expression(), optional })
      if (this.#is(',')) this.#take()
      else if (!this.#is(']')) this.#refuse(`mismatched input '${this.#next.text}' expecting {']', ','}`)
    }
    this.#take()
    return { kind: 'list', at, items }
  }

  #map(): Expression {
    const { at } = this.#take()
    const entries: MapLiteral['entries'] = []
    while (!this.#is('}')) {
      const optional = this.#is('?')
      if (optional) this.#take()
      const key = this.#expression()
      if (!this.#is(':')) this.#refuse(`missing ':' at '${this.#next.text}'`)
      this.#take()
      entries.push({ key, value: this.#expression(), optional })
      if (this.#is(',')) this.#take()
      else if (!this.#is('}')) this.#refuse(`mismatched input '${this.#next.text}' expecting {'}', ','}`)
    }
    this.#take()
    return { kind: 'map', at, entries }
  }
}

function startsPrimary({ kind, text }: Token): boolean {
  if (kind === 'operator') return '[{(.-!'.includes(text)
  return kind !== 'keyword' || text !== 'in'
}

function call(name: string, at: number, args: Expression[]): Call {
  return { kind: 'call', at, name, target: undefined, args }
}
