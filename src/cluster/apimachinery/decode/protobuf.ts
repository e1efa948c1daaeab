import { badRequest } from '../errors.ts'
import type { Json, JsonObject } from '../object.ts'
import { resolve, type Definitions, type Schema } from '../schema.ts'

/** Field numbers by definition, and the order of the fields: see `resources/schema/read-protobuf.ts`. */
export type ProtobufMessages = Readonly<Record<string, Readonly<Record<string, string>>>>

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.'
const MAGIC = [0x6b, 0x38, 0x73, 0x00]
const MAX_DEPTH = 100

/**
 * Reads a body of `application/vnd.kubernetes.protobuf`, as kubectl sends it, into the JSON that it stands for.
 * Differs: the schemas inside CustomResourceDefinitions are not read in this form.
 * @throws StatusError BadRequest
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/#protobuf-encoding
 */
export function decodeProtobuf(
  body: Uint8Array,
  definitionOf: (apiVersion: string, kind: string) => string | undefined,
  deps: { definitions: Definitions; messages: ProtobufMessages },
): JsonObject {
  if (!MAGIC.every((byte, i) => body[i] === byte))
    throw badRequest(
      "couldn't get version/kind; the provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]",
    )
  try {
    const envelope = new Map(readFields(body.subarray(MAGIC.length)).map(({ number, value }) => [number, value]))
    const meta = new Map(readFields(asBytes(envelope.get(1))).map(({ number, value }) => [number, text(value)]))
    const [apiVersion = '', kind = ''] = [meta.get(1), meta.get(2)]
    const definition = definitionOf(apiVersion, kind)
    if (!definition)
      throw badRequest(`no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)}`)
    const reader = new Reader(deps.definitions, deps.messages)
    return { apiVersion, kind, ...reader.message(asBytes(envelope.get(2)), definition, 0) }
  } catch (error) {
    if (error instanceof MalformedError) throw badRequest(`error decoding protobuf: ${error.message}`)
    throw error
  }
}

class MalformedError extends Error {}

type Value = bigint | Uint8Array

interface Field {
  number: number
  value: Value
}

class Reader {
  readonly #definitions: Definitions
  readonly #messages: ProtobufMessages

  constructor(definitions: Definitions, messages: ProtobufMessages) {
    this.#definitions = definitions
    this.#messages = messages
  }

  message(bytes: Uint8Array, definition: string, depth: number): JsonObject {
    const properties = this.#definitions[definition]?.properties ?? {}
    const object: JsonObject = {}
    this.#fields(bytes, definition, properties, object, depth)
    return object
  }

  /** `name` may be a message whose fields stand in the object of another. */
  #fields(
    bytes: Uint8Array,
    name: string,
    properties: Readonly<Record<string, Schema>>,
    object: JsonObject,
    depth: number,
  ): void {
    if (depth > MAX_DEPTH) throw new MalformedError('nested too deeply')
    const numbers = this.#messages[name] ?? {}
    for (const { number, value } of readFields(bytes)) {
      const field = numbers[number]
      if (field === undefined) continue
      if (field.startsWith('>')) this.#fields(asBytes(value), field.slice(1), properties, object, depth + 1)
      else this.#assign(object, field, properties[field]!, value, depth + 1)
    }
  }

  #assign(object: JsonObject, field: string, schema: Schema, value: Value, depth: number): void {
    const type = resolve(schema, this.#definitions)
    if (type.type === 'array') {
      const list = (object[field] ??= []) as Json[]
      list.push(this.#value(value, type.items ?? {}, depth))
    } else if (type.additional && !type.properties) {
      const map = (object[field] ??= {}) as JsonObject
      const entry = new Map(readFields(asBytes(value)).map((part) => [part.number, part.value]))
      map[text(entry.get(1))] = this.#mapValue(entry.get(2), type.additional, depth)
    } else object[field] = this.#value(value, schema, depth)
  }

  #mapValue(value: Value | undefined, schema: Schema, depth: number): Json {
    const type = resolve(schema, this.#definitions)
    if (value === undefined) return type.type === 'string' ? '' : null
    // Lists in maps are wrapped in a message of their own.
    if (type.type === 'array')
      return readFields(asBytes(value)).map((item) => this.#value(item.value, type.items ?? {}, depth))
    return this.#value(value, schema, depth)
  }

  #value(value: Value, schema: Schema, depth: number): Json {
    const special = schema.ref && SPECIAL[schema.ref]
    if (special) return special(asBytes(value))
    const type = resolve(schema, this.#definitions)
    if (schema.ref && type.properties) return this.message(asBytes(value), schema.ref, depth)
    if (type.type === 'boolean') return value !== 0n
    if (type.type === 'integer' || type.type === 'number') return Number(BigInt.asIntN(64, asInteger(value)))
    if (type.type === 'string') return type.format === 'byte' ? base64(asBytes(value)) : text(value)
    return readRaw(asBytes(value))
  }
}

/** Types whose JSON is not that of their message. */
const SPECIAL: Readonly<Record<string, (bytes: Uint8Array) => Json>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': (bytes) => text(one(bytes, 1)),
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': (bytes) => {
    const fields = new Map(readFields(bytes).map(({ number, value }) => [number, value]))
    return fields.get(1) === 1n ? text(fields.get(3)) : Number(BigInt.asIntN(64, asInteger(fields.get(2) ?? 0n)))
  },
  [`${META}Time`]: (bytes) => time(bytes, false),
  [`${META}MicroTime`]: (bytes) => time(bytes, true),
  [`${META}FieldsV1`]: readRaw,
  'io.k8s.apimachinery.pkg.runtime.RawExtension': readRaw,
}

function time(bytes: Uint8Array, micros: boolean): Json {
  const fields = new Map(readFields(bytes).map(({ number, value }) => [number, value]))
  const seconds = Number(BigInt.asIntN(64, asInteger(fields.get(1) ?? 0n)))
  // The zero time of Go means that there is none.
  if (fields.size === 0 || seconds === GO_ZERO_SECONDS) return null
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19)
  const nanos = Number(fields.get(2) ?? 0n)
  return micros ? `${whole}.${String(Math.floor(nanos / 1000)).padStart(6, '0')}Z` : `${whole}Z`
}

const GO_ZERO_SECONDS = -62135596800

/** JSON in the first field. */
function readRaw(bytes: Uint8Array): Json {
  const raw = text(one(bytes, 1))
  return raw === '' ? null : (JSON.parse(raw) as Json)
}

const one = (bytes: Uint8Array, number: number) => readFields(bytes).find((field) => field.number === number)?.value

const decoder = new TextDecoder()

function text(value: Value | undefined): string {
  return value === undefined ? '' : decoder.decode(asBytes(value))
}

function asBytes(value: Value | undefined): Uint8Array {
  if (value === undefined) return new Uint8Array()
  if (typeof value === 'bigint') throw new MalformedError('expected a length-delimited field')
  return value
}

function asInteger(value: Value): bigint {
  if (typeof value !== 'bigint') throw new MalformedError('expected a varint')
  return value
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** The fields of one message, in the order of the wire. */
function readFields(bytes: Uint8Array): Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): bigint => {
    let result = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++]
      if (byte === undefined) throw new MalformedError('unexpected EOF')
      result |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return result
    }
    throw new MalformedError('integer overflow')
  }
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new MalformedError('unexpected EOF')
    at += length
    return bytes.subarray(at - length, at)
  }
  while (at < bytes.length) {
    const key = varint()
    const number = Number(key >> 3n)
    const wire = Number(key & 7n)
    if (wire === 0) fields.push({ number, value: varint() })
    else if (wire === 2) fields.push({ number, value: take(Number(varint())) })
    else if (wire === 1) fields.push({ number, value: take(8) })
    else if (wire === 5) fields.push({ number, value: take(4) })
    else throw new MalformedError(`illegal wireType ${wire}`)
  }
  return fields
}
