import type { Json, JsonObject } from '../object.ts'
import { resolve, type Definitions, type Schema } from '../schema.ts'

/**
 * How the fields of a structure are owned: one by one, as elements of a list by their keys, or as a whole. Made once for each
 * structure; everything of server-side apply works on it.
 */
export type FieldPlan = LeafPlan | StructPlan | MapPlan | ListPlan | DeducedPlan

/** Owned as a whole. */
export interface LeafPlan {
  kind: 'leaf'
  /** What may stand there. `inner` tells of atomic lists and maps. */
  accepts: 'string' | 'numeric' | 'boolean' | 'scalar' | 'list' | 'map' | 'any'
  inner?: FieldPlan
  zero?: Json
}

export interface StructPlan {
  kind: 'struct'
  fields: ReadonlyMap<string, StructField>
  /** How fields that it does not name are owned, where it allows them. */
  others?: FieldPlan
  /** What an object of no contents has in it: objects that Go holds by value, and lists that it writes as `null`. */
  zero?: Json
}

export interface StructField {
  element: string
  plan: FieldPlan
  /** Whether nobody owns it, as the server sets it or the endpoint ignores it. */
  ignored: boolean
}

/** Any keys, all of one structure. */
export interface MapPlan {
  kind: 'map'
  values: FieldPlan
  zero?: Json
}

/** Any value: maps are owned field by field, all else as a whole. */
export interface DeducedPlan {
  kind: 'deduced'
  zero?: Json
}

/** A list whose elements are owned one by one. */
export interface ListPlan {
  kind: 'list'
  /** Sets have none. */
  keys: readonly ListKey[] | undefined
  items: FieldPlan
  zero?: Json
}

export interface ListKey {
  name: string
  /** Stands for a key that an element leaves out. */
  default: Json | undefined
}

const STRIPPED_META: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'generation',
  'managedFields',
  'resourceVersion',
])

/**
 * The plan of a kind's objects.
 * @param ignored paths that writes by the endpoint do not own: `status`, `metadata.labels`.
 */
export function objectPlan(schema: Schema, definitions: Definitions, ignored: readonly string[]): StructPlan {
  let byIgnored = plans.get(schema)
  if (!byIgnored) plans.set(schema, (byIgnored = new Map()))
  const key = ignored.join()
  let plan = byIgnored.get(key)
  if (!plan) byIgnored.set(key, (plan = planObject(schema, definitions, ignored)))
  return plan
}

// The kinds of all clusters of a process share their schemas.
const plans = new WeakMap<Schema, Map<string, StructPlan>>()

function planObject(schema: Schema, definitions: Definitions, ignored: readonly string[]): StructPlan {
  const plan = new Planner(definitions).plan(schema)
  if (plan.kind !== 'struct') throw new Error('objects are structures')
  const metadata = plan.fields.get('metadata')
  const stripped =
    metadata?.plan.kind === 'struct' ? ignoring(metadata.plan, (name) => STRIPPED_META.has(name)) : undefined
  const own = new Map(plan.fields)
  if (metadata && stripped) own.set('metadata', { ...metadata, plan: stripped })
  let result = ignoring({ ...plan, fields: own }, (name) => name === 'apiVersion' || name === 'kind')
  for (const path of ignored) result = ignorePath(result, path.split('.'))
  return { ...result, zero: { metadata: {}, ...(result.zero as JsonObject) } }
}

function ignoring(plan: StructPlan, test: (name: string) => boolean): StructPlan {
  const fields = new Map<string, StructField>()
  for (const [name, field] of plan.fields) fields.set(name, test(name) ? { ...field, ignored: true } : field)
  return { ...plan, fields }
}

function ignorePath(plan: StructPlan, [step, ...rest]: readonly string[]): StructPlan {
  if (rest.length === 0) return ignoring(plan, (name) => name === step)
  const field = plan.fields.get(step!)
  if (field?.plan.kind !== 'struct') return plan
  return { ...plan, fields: new Map(plan.fields).set(step!, { ...field, plan: ignorePath(field.plan, rest) }) }
}

const DEDUCED: DeducedPlan = { kind: 'deduced' }

class Planner {
  readonly #definitions: Definitions
  readonly #known = new Map<Schema, FieldPlan>()

  constructor(definitions: Definitions) {
    this.#definitions = definitions
  }

  plan(site: Schema): FieldPlan {
    const schema = resolve(site, this.#definitions)
    const known = this.#known.get(schema)
    if (known) return known
    const fields = new Map<string, StructField>()
    const granular = schema.properties && schema.mapType !== 'atomic'
    const struct: StructPlan | undefined = granular ? { kind: 'struct', fields } : undefined
    if (struct && schema.preserveUnknown) struct.others = DEDUCED
    // Known before its fields are: some structures contain themselves.
    this.#known.set(schema, struct ?? { kind: 'leaf', accepts: 'any' })
    if (struct) {
      this.#fill(fields, schema)
      struct.zero = this.#zeroOf(schema, fields)
      return struct
    }
    const plan = this.#make(schema, Boolean(site.ref))
    this.#known.set(schema, plan)
    return plan
  }

  #fill(fields: Map<string, StructField>, { properties }: Schema): void {
    for (const [name, property] of Object.entries(properties ?? {}))
      fields.set(name, { element: `f:${name}`, plan: this.plan(property), ignored: false })
  }

  #zeroOf({ properties, required }: Schema, fields: ReadonlyMap<string, StructField>): JsonObject {
    const zero: JsonObject = {}
    for (const [name, property] of Object.entries(properties ?? {})) {
      const { zero: form, default: own } = property
      const inner = fields.get(name)!.plan
      if (form === 'null') zero[name] = null
      else if (typeof own === 'object' && own !== null && property.ref) zero[name] = inner.zero ?? {}
      else if ((own === '' || own === 0 || own === false) && (form === 'kept' || required?.includes(name)))
        zero[name] = own
    }
    return zero
  }

  #make(schema: Schema, named: boolean): FieldPlan {
    if (schema.oneOf) return { kind: 'leaf', accepts: 'scalar' }
    switch (schema.type) {
      case 'string':
        return { kind: 'leaf', accepts: 'string' }
      case 'boolean':
        return { kind: 'leaf', accepts: 'boolean' }
      case 'integer':
      case 'number':
        return { kind: 'leaf', accepts: 'numeric' }
      case 'array':
        return this.#list(schema)
      default:
        return this.#object(schema, named)
    }
  }

  #list({ items = {}, listType, listMapKeys }: Schema): FieldPlan {
    const inner = this.plan(items)
    if (listType === 'set') return { kind: 'list', keys: undefined, items: inner }
    if (listType !== 'map' || !listMapKeys) return { kind: 'leaf', accepts: 'list', inner }
    const { properties } = resolve(items, this.#definitions)
    const keys = listMapKeys.toSorted().map((name) => ({ name, default: properties?.[name]?.default }))
    return { kind: 'list', keys, items: inner }
  }

  #object(schema: Schema, named: boolean): FieldPlan {
    if (schema.mapType === 'atomic') {
      const { mapType: _, ...granular } = schema
      return { kind: 'leaf', accepts: 'map', inner: this.plan(granular) }
    }
    if (schema.additional) return { kind: 'map', values: this.plan(schema.additional) }
    // A built-in kind's raw parts are owned as a whole.
    if (named || schema.type === undefined) return { kind: 'leaf', accepts: 'any' }
    return DEDUCED
  }
}
