/** An expression that cannot be computed. */
export class ArithmeticError extends Error {
  override name = 'ArithmeticError'
}

/** Where names in an expression get their values. */
export interface ArithmeticVariables {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

const TOKEN =
  /\s*(0[xX][0-9a-fA-F]+|\d+#[0-9a-zA-Z]+|\d+|[A-Za-z_]\w*|\*\*|<<=|>>=|\+\+|--|[-+*/%&|^<>=!]=|<<|>>|&&|\|\||[-+*/%&|^~!<>=?:(),])/y
const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
]
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='])

/** Computes a shell's integer expression. @throws ArithmeticError */
export function evaluate(expression: string, variables: ArithmeticVariables): number {
  const evaluator = new Evaluator(expression, variables)
  return expression.trim() === '' ? 0 : evaluator.whole()
}

class Evaluator {
  readonly #tokens: string[] = []
  readonly #variables: ArithmeticVariables
  #at = 0
  /** Above 0 in branches that are not taken: nothing is assigned there. */
  #skipping = 0

  constructor(expression: string, variables: ArithmeticVariables) {
    this.#variables = variables
    TOKEN.lastIndex = 0
    const text = expression.trimEnd()
    while (TOKEN.lastIndex < text.length) {
      const at = TOKEN.lastIndex
      const match = TOKEN.exec(text)
      if (!match) throw new ArithmeticError(`arithmetic syntax error near ${JSON.stringify(text.slice(at))}`)
      this.#tokens.push(match[1]!)
    }
  }

  whole(): number {
    const value = this.#comma()
    if (this.#at < this.#tokens.length) throw new ArithmeticError('arithmetic syntax error')
    return value
  }

  #comma(): number {
    let value = this.#assignment()
    while (this.#accept(',')) value = this.#assignment()
    return value
  }

  #assignment(): number {
    const name = this.#peek()
    const operator = this.#tokens[this.#at + 1]
    if (name && /^[A-Za-z_]/.test(name) && operator && ASSIGNMENTS.has(operator)) {
      this.#at += 2
      const right = this.#assignment()
      const value = operator === '=' ? right : this.#apply(operator.slice(0, -1), this.#value(name), right)
      this.#assign(name, value)
      return value
    }
    return this.#conditional()
  }

  #conditional(): number {
    const condition = this.#binary(0)
    if (!this.#accept('?')) return condition
    const yes = this.#branch(condition !== 0, () => this.#assignment())
    this.#expect(':')
    const no = this.#branch(condition === 0, () => this.#assignment())
    return condition ? yes : no
  }

  #binary(level: number): number {
    const operators = BINARY[level]
    if (!operators) return this.#unary()
    let left = this.#binary(level + 1)
    for (let operator = this.#peek(); operator && operators.includes(operator); operator = this.#peek()) {
      this.#at++
      if (operator === '&&' || operator === '||') {
        const needed = operator === '&&' ? left !== 0 : left === 0
        const right = this.#branch(needed, () => this.#binary(level + 1))
        left = Number(operator === '&&' ? left !== 0 && right !== 0 : left !== 0 || right !== 0)
      } else left = this.#apply(operator, left, this.#binary(level + 1))
    }
    return left
  }

  #unary(): number {
    const operator = this.#peek()
    if (operator === '++' || operator === '--') {
      this.#at++
      return this.#step(this.#next(), operator, true)
    }
    if (operator === undefined || !'-+!~'.includes(operator)) return this.#primary()
    this.#at++
    const value = this.#unary()
    if (operator === '-') return -value
    if (operator === '!') return Number(value === 0)
    return operator === '~' ? ~value : value
  }

  #primary(): number {
    if (this.#accept('(')) {
      const value = this.#comma()
      this.#expect(')')
      return value
    }
    const token = this.#next()
    if (/^[A-Za-z_]/.test(token)) {
      const operator = this.#peek()
      if (operator !== '++' && operator !== '--') return this.#value(token)
      this.#at++
      return this.#step(token, operator, false)
    }
    return parseNumber(token)
  }

  #step(name: string, operator: string, before: boolean): number {
    const old = this.#value(name)
    const value = operator === '++' ? old + 1 : old - 1
    this.#assign(name, value)
    return before ? value : old
  }

  #apply(operator: string, left: number, right: number): number {
    switch (operator) {
      case '+':
        return left + right
      case '-':
        return left - right
      case '*':
        return left * right
      case '**':
        return left ** right
      case '/':
      case '%':
        if (right === 0) {
          if (this.#skipping > 0) return 0
          throw new ArithmeticError('divide by zero')
        }
        return operator === '/' ? Math.trunc(left / right) : left % right
      case '<<':
        return Number(BigInt.asIntN(64, BigInt(left) << BigInt(right)))
      case '>>':
        return Number(BigInt(left) >> BigInt(right))
      case '&':
        return Number(BigInt(left) & BigInt(right))
      case '|':
        return Number(BigInt(left) | BigInt(right))
      case '^':
        return Number(BigInt(left) ^ BigInt(right))
      case '==':
        return Number(left === right)
      case '!=':
        return Number(left !== right)
      case '<':
        return Number(left < right)
      case '<=':
        return Number(left <= right)
      case '>':
        return Number(left > right)
      default:
        return Number(left >= right)
    }
  }

  #branch(taken: boolean, compute: () => number): number {
    if (taken) return compute()
    this.#skipping++
    try {
      return compute()
    } finally {
      this.#skipping--
    }
  }

  #value(name: string): number {
    const text = this.#variables.get(name)?.trim() ?? ''
    if (text === '') return 0
    if (/^[-+]?\d/.test(text))
      return text.startsWith('-') ? -parseNumber(text.slice(1)) : parseNumber(text.replace('+', ''))
    return evaluate(text, this.#variables)
  }

  #assign(name: string, value: number): void {
    if (this.#skipping === 0) this.#variables.set(name, String(value))
  }

  #peek(): string | undefined {
    return this.#tokens[this.#at]
  }

  #next(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined) throw new ArithmeticError('arithmetic syntax error')
    return token
  }

  #accept(token: string): boolean {
    if (this.#peek() !== token) return false
    this.#at++
    return true
  }

  #expect(token: string): void {
    if (!this.#accept(token)) throw new ArithmeticError('arithmetic syntax error')
  }
}

function parseNumber(text: string): number {
  const [base, digits] = text.split('#')
  const value =
    digits !== undefined ? parseInt(digits, Number(base)) : /^0[0-7]+$/.test(text) ? parseInt(text, 8) : Number(text)
  if (Number.isNaN(value)) throw new ArithmeticError('arithmetic syntax error')
  return value
}
