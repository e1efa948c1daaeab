type Value = Record<string, unknown>

/** How a field of a message is written; the fields and numbers are those of gnostic's `openapi.v2.Document`. */
type Writer = (value: unknown, out: Output) => void

const encoder = new TextEncoder()
const LENGTH_DELIMITED = 2

/** A growing text of bytes. */
class Output {
  #bytes = new Uint8Array(1 << 12)
  #length = 0

  get result(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  varint(value: number): void {
    this.#reserve(10)
    let rest = value
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80
      rest = Math.floor(rest / 0x80)
    }
    this.#bytes[this.#length++] = rest
  }

  float64(value: number): void {
    this.#reserve(8)
    new DataView(this.#bytes.buffer).setFloat64(this.#length, value, true)
    this.#length += 8
  }

  bytes(value: Uint8Array): void {
    this.varint(value.length)
    this.#reserve(value.length)
    this.#bytes.set(value, this.#length)
    this.#length += value.length
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count))
    larger.set(this.result)
    this.#bytes = larger
  }
}

const tag = (number: number, type: number) => number * 8 + type

const text =
  (number: number): Writer =>
  (value, out) => {
    out.varint(tag(number, LENGTH_DELIMITED))
    out.bytes(encoder.encode(String(value)))
  }

const integer =
  (number: number): Writer =>
  (value, out) => {
    out.varint(tag(number, 0))
    out.varint(Number(value))
  }

const double =
  (number: number): Writer =>
  (value, out) => {
    out.varint(tag(number, 1))
    out.float64(Number(value))
  }

const message =
  (number: number, write: Writer): Writer =>
  (value, out) => {
    const inner = new Output()
    write(value, inner)
    out.varint(tag(number, LENGTH_DELIMITED))
    out.bytes(inner.result)
  }

const each =
  (write: Writer): Writer =>
  (value, out) => {
    for (const item of value as unknown[]) write(item, out)
  }

/** Entries of an object as messages of a name and a value. */
const entries =
  (number: number, value: (number: number) => Writer): Writer =>
  (object, out) => {
    const entry = message(number, (item, inner) => {
      const [name, content] = item as [string, unknown]
      text(1)(name, inner)
      value(2)(content, inner)
    })
    for (const item of Object.entries(object as Value)) entry(item, out)
  }

/** Any value, as YAML; JSON is YAML. */
const any = (number: number): Writer => message(number, (value, out) => text(2)(JSON.stringify(value), out))

const schema = (number: number): Writer => message(number, writeSchema)

const SCHEMA_FIELDS: Readonly<Record<string, Writer>> = {
  $ref: text(1),
  format: text(2),
  title: text(3),
  description: text(4),
  default: any(5),
  multipleOf: double(6),
  maximum: double(7),
  exclusiveMaximum: integer(8),
  minimum: double(9),
  exclusiveMinimum: integer(10),
  maxLength: integer(11),
  minLength: integer(12),
  pattern: text(13),
  maxItems: integer(14),
  minItems: integer(15),
  uniqueItems: integer(16),
  maxProperties: integer(17),
  minProperties: integer(18),
  required: each(text(19)),
  enum: each(any(20)),
  additionalProperties: message(21, schema(1)),
  type: message(22, text(1)),
  items: message(23, schema(1)),
  properties: message(25, entries(1, schema)),
}

function writeSchema(value: unknown, out: Output): void {
  const extensions: Value = {}
  for (const [field, content] of Object.entries(value as Value)) {
    if (field.startsWith('x-')) extensions[field] = content
    else SCHEMA_FIELDS[field]?.(content, out)
  }
  entries(31, any)(extensions, out)
}

/** A Swagger 2.0 document in the form that kubectl reads fastest. */
export function swaggerToProtobuf(document: {
  swagger: string
  info: { title: string; version: string }
  definitions: Readonly<Record<string, Value>>
}): Uint8Array {
  const out = new Output()
  text(1)(document.swagger, out)
  message(2, (info, inner) => {
    const { title, version } = info as { title: string; version: string }
    text(1)(title, inner)
    text(2)(version, inner)
  })(document.info, out)
  message(8, () => undefined)({}, out)
  message(9, entries(1, schema))(document.definitions, out)
  return out.result
}
