import { isObject } from '#base'
import { normalizeQuantity } from '../../apimachinery/quantity.ts'
import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { Definitions, Schema } from '../../apimachinery/schema.ts'

/**
 * Brings a decoded object of a built-in kind into the form in which the API server keeps and sends it, in place: defaults of the
 * structure are filled in, zero values that are not written are dropped, quantities and times are canonical.
 * @param schema the object's structure.
 * @throws QuantityError for a text that is no quantity
 */
export function toWireForm(object: JsonObject, schema: Schema, definitions: Definitions): void {
  planOf(schema, definitions)?.(object)
}

/** Changes a value's inside; returns what it is to be replaced by, or `undefined` if it stays itself. */
type Plan = (value: Json) => Json | undefined

const plans = new WeakMap<Schema, Plan | null>()

function planOf(schema: Schema, definitions: Definitions): Plan | null {
  const known = plans.get(schema)
  if (known !== undefined) return known
  // Some structures contain themselves (JSONSchemaProps): the inner one finds this one.
  let plan: Plan | null = null
  plans.set(schema, (value) => plan?.(value))
  plan = makePlan(schema, definitions)
  plans.set(schema, plan)
  return plan
}

function makePlan(schema: Schema, definitions: Definitions): Plan | null {
  if (schema.ref) {
    if (schema.ref.endsWith('.meta.v1.Time')) return canonicalTime
    if (schema.ref.endsWith('.meta.v1.MicroTime')) return canonicalMicroTime
    const target = definitions[schema.ref]
    if (target?.oneOf === 'quantity') return canonicalQuantity
    return target ? planOf(target, definitions) : null
  }
  if (schema.properties) return objectPlan(schema, definitions)
  const inner = schema.items ?? schema.additional
  const plan = inner && planOf(inner, definitions)
  if (!plan) return null
  return schema.items ? arrayPlan(plan) : mapPlan(plan)
}

function arrayPlan(plan: Plan): Plan {
  return (value) => {
    if (!Array.isArray(value)) return undefined
    for (let index = 0; index < value.length; index++) {
      const replaced = plan(value[index]!)
      if (replaced !== undefined) value[index] = replaced
    }
    return undefined
  }
}

function mapPlan(plan: Plan): Plan {
  return (value) => {
    if (!isObject(value)) return undefined
    for (const key of Object.keys(value)) {
      const replaced = plan(value[key]!)
      if (replaced !== undefined) value[key] = replaced
    }
    return undefined
  }
}

interface Field {
  plan: Plan | null
  /** Whether zero values are dropped. */
  optional: boolean
  /** Whether the server keeps no difference between an empty list and none, and writes `null`. */
  isNull: boolean
}

function objectPlan(schema: Schema, definitions: Definitions): Plan {
  const fields = new Map<string, Field>()
  /** What is written where the client left it out. */
  const absent: [string, () => Json][] = []
  for (const [name, property] of Object.entries(schema.properties!)) {
    const required = Boolean(schema.required?.includes(name))
    const plan = planOf(property, definitions)
    // An empty list of managed fields is an order: it wipes the owners out.
    const optional = !property.zero && !required && !isStruct(property, definitions) && name !== 'managedFields'
    // A definition without versions is refused in words that show which of the two it was.
    const isNull = property.zero === 'null' && name !== 'versions'
    fields.set(name, { plan, optional, isNull })
    const value = absentValue(property, required, definitions)
    if (value) absent.push([name, value])
  }
  return (value) => {
    if (!isObject(value)) return undefined
    // Most objects have few of the fields that their kind knows.
    for (const name in value) {
      const field = fields.get(name)
      if (field) normalizeField(value, name, field)
    }
    for (const [name, of] of absent) {
      if (value[name] !== undefined) continue
      const own = of()
      value[name] = fields.get(name)!.plan?.(own) ?? own
    }
    return undefined
  }
}

function normalizeField(object: JsonObject, name: string, { plan, optional, isNull }: Field): void {
  const value = object[name]
  if (value === undefined) return
  if (value === null || (optional && isZero(value))) delete object[name]
  else if (isNull && Array.isArray(value) && value.length === 0) object[name] = null
  else {
    const replaced = plan?.(value)
    if (replaced !== undefined) object[name] = replaced
  }
}

function absentValue(property: Schema, required: boolean, definitions: Definitions): (() => Json) | undefined {
  const { default: own } = property
  if (own !== undefined && (required || property.zero || isStruct(property, definitions) || !isZero(own)))
    return typeof own === 'object' ? () => structuredClone(own) : () => own
  if (property.zero !== 'null') return undefined
  const zero = zeroOf(property, definitions)
  return () => zero
}

function zeroOf(property: Schema, definitions: Definitions): Json {
  const { oneOf } = property.ref ? (definitions[property.ref] ?? {}) : property
  if (oneOf === 'quantity') return '0'
  return oneOf === 'int-or-string' ? 0 : null
}

function isStruct({ ref }: Schema, definitions: Definitions): boolean {
  return ref !== undefined && definitions[ref]?.type === 'object'
}

function isZero(value: Json): boolean {
  if (value === '' || value === 0 || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && value !== null && isEmpty(value)
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false
  return true
}

function canonicalQuantity(value: Json): Json | undefined {
  return typeof value === 'string' || typeof value === 'number' ? normalizeQuantity(value) : undefined
}

const MICRO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

/** `metav1.Time`: whole seconds, UTC. Texts that are no time stay for the validation. */
function canonicalTime(value: Json): Json | undefined {
  if (typeof value !== 'string' || (value.length === 20 && value.endsWith('Z'))) return undefined
  const time = Date.parse(value)
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`
}

/** `metav1.MicroTime`: six digits behind the seconds, UTC. */
function canonicalMicroTime(value: Json): Json | undefined {
  if (typeof value !== 'string' || MICRO_TIME.test(value)) return undefined
  const time = Date.parse(value)
  if (Number.isNaN(time)) return undefined
  const fraction = /\.(\d+)/.exec(value)?.[1] ?? ''
  return `${new Date(time).toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`
}
