import { goJson, goQuote } from './go-text.ts'

/** One violation of a field's rules. @see k8s.io/apimachinery pkg/util/validation/field */
export interface FieldError {
  reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueNotSupported'
    | 'FieldValueDuplicate'
    | 'FieldValueForbidden'
    | 'FieldValueNotFound'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueTypeInvalid'
    | 'InternalError'
  /** As the real server prints it: `spec.containers[0].image`, `metadata.labels[a/b]`. */
  field: string
  /** Without the field: `Invalid value: "x": must be …`. */
  message: string
}

/**
 * Collects the violations of one object, in the order in which they are found, which is the order in which they are printed.
 * `at('spec').at('containers').at(0)` narrows the path; all narrowed views share one list.
 */
export class FieldErrors {
  readonly list: FieldError[]
  readonly #root: string
  readonly #parent: FieldErrors | undefined
  readonly #step: string | number
  readonly #isKey: boolean

  constructor(path = '', list: FieldError[] = [], parent?: FieldErrors, step: string | number = '', isKey = false) {
    this.list = list
    this.#root = path
    this.#parent = parent
    this.#step = step
    this.#isKey = isKey
  }

  /** The field's name; made when it is asked for, since most fields are right. */
  get path(): string {
    if (!this.#parent) return this.#root
    const outer = this.#parent.path
    if (this.#isKey || typeof this.#step === 'number') return `${outer}[${this.#step}]`
    return outer === '' ? this.#step : `${outer}.${this.#step}`
  }

  /** A field (`name`) or a list index (number). */
  at(...steps: (string | number)[]): FieldErrors {
    // oxlint-disable-next-line typescript/no-this-alias -- the start of the walk
    let view: FieldErrors = this
    for (const step of steps) view = new FieldErrors('', this.list, view, step)
    return view
  }

  /** A key of a map: `labels[key]`. */
  key(key: string): FieldErrors {
    return new FieldErrors('', this.list, this, key, true)
  }

  required(detail = ''): void {
    this.#add('FieldValueRequired', detail === '' ? 'Required value' : `Required value: ${detail}`)
  }

  invalid(value: unknown, detail: string): void {
    this.#add('FieldValueInvalid', `Invalid value: ${quote(value)}${detail && `: ${detail}`}`)
  }

  /** @param supported printed in the order given. */
  notSupported(value: unknown, supported: readonly string[]): void {
    const list = supported.map(goQuote).join(', ')
    this.#add('FieldValueNotSupported', `Unsupported value: ${quote(value)}: supported values: ${list}`)
  }

  duplicate(value: unknown, detail = ''): void {
    this.#add('FieldValueDuplicate', `Duplicate value: ${quote(value)}${detail && `: ${detail}`}`)
  }

  forbidden(detail: string): void {
    this.#add('FieldValueForbidden', `Forbidden: ${detail}`)
  }

  notFound(value: unknown, detail = ''): void {
    this.#add('FieldValueNotFound', `Not found: ${quote(value)}${detail && `: ${detail}`}`)
  }

  /** @param maxBytes the limit in bytes. */
  tooLong(maxBytes: number): void {
    this.#add('FieldValueTooLong', `Too long: may not be more than ${maxBytes} ${maxBytes === 1 ? 'byte' : 'bytes'}`)
  }

  tooMany(count: number, most: number): void {
    this.#add('FieldValueTooMany', `Too many: ${count}: must have at most ${most} ${most === 1 ? 'item' : 'items'}`)
  }

  typeInvalid(value: unknown, detail: string): void {
    this.#add('FieldValueTypeInvalid', `Invalid value: ${quote(value)}: ${detail}`)
  }

  internal(detail: string): void {
    this.#add('InternalError', `Internal error: ${detail}`)
  }

  #add(reason: FieldError['reason'], message: string): void {
    this.list.push({ reason, field: this.path, message })
  }
}

/** Values as the real server prints them in messages: strings quoted, objects and lists as JSON, absent as `null`. */
function quote(value: unknown): string {
  if (value === undefined) return 'null'
  return typeof value === 'string' ? goQuote(value) : goJson(value)
}
