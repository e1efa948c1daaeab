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
  readonly path: string
  readonly list: FieldError[]

  constructor(path = '', list: FieldError[] = []) {
    this.path = path
    this.list = list
  }

  /** A field (`name`) or a list index (number). */
  at(...steps: (string | number)[]): FieldErrors {
    let path = this.path
    for (const step of steps) path += typeof step === 'number' ? `[${step}]` : path === '' ? step : `.${step}`
    return new FieldErrors(path, this.list)
  }

  /** A key of a map: `labels[key]`. */
  key(key: string): FieldErrors {
    return new FieldErrors(`${this.path}[${key}]`, this.list)
  }

  required(detail = ''): void {
    this.#add('FieldValueRequired', detail === '' ? 'Required value' : `Required value: ${detail}`)
  }

  invalid(value: unknown, detail: string): void {
    this.#add('FieldValueInvalid', `Invalid value: ${quote(value)}: ${detail}`)
  }

  /** @param supported printed in the order given. */
  notSupported(value: unknown, supported: readonly string[]): void {
    const list = supported.map((text) => JSON.stringify(text)).join(', ')
    this.#add('FieldValueNotSupported', `Unsupported value: ${quote(value)}: supported values: ${list}`)
  }

  duplicate(value: unknown): void {
    this.#add('FieldValueDuplicate', `Duplicate value: ${quote(value)}`)
  }

  forbidden(detail: string): void {
    this.#add('FieldValueForbidden', `Forbidden: ${detail}`)
  }

  notFound(value: unknown): void {
    this.#add('FieldValueNotFound', `Not found: ${quote(value)}`)
  }

  /** @param maxBytes the limit in bytes. */
  tooLong(maxBytes: number): void {
    this.#add('FieldValueTooLong', `Too long: may not be more than ${maxBytes} bytes`)
  }

  tooMany(count: number, most: number): void {
    this.#add('FieldValueTooMany', `Too many: ${count}: must have at most ${most} items`)
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
  return value === undefined ? 'null' : JSON.stringify(value)
}
