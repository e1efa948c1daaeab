import type { Definitions, Schema } from '../schema.ts'
import { definitionName, elementType, embedding, fieldType } from './go-names.ts'

/** How a value of a built-in kind is decoded; made once for each structure. */
export type DecodePlan = ScalarPlan | ListPlan | MapPlan | StructPlan | AnyPlan

export interface ScalarPlan {
  kind: 'string' | 'bytes' | 'boolean' | 'integer' | 'float' | 'quantity' | 'int-or-string' | 'time' | 'micro-time'
  /** Go's name. */
  type: string
}

export interface ListPlan {
  kind: 'list'
  type: string
  element: DecodePlan
}

export interface MapPlan {
  kind: 'map'
  type: string
  element: DecodePlan
}

export interface StructPlan {
  kind: 'struct'
  type: string
  /** The struct's name without its package, as paths begin with it. */
  name: string
  fields: ReadonlyMap<string, FieldPlan>
  /** Whether it drops unknown fields silently (structs that are decoded by code of their own). */
  loose: boolean
}

export interface FieldPlan {
  /** The field's name behind the structs that embed it: `VolumeSource.configMap`. */
  goPath: string
  plan: DecodePlan
}

/** Any JSON; `object` where only an object will do. */
export interface AnyPlan {
  kind: 'any' | 'bool-or-schema' | 'schema-or-list' | 'schema-or-strings'
  type: string
  /** The structure of the schemas in it. */
  inner?: StructPlan
}

/** The plan of a definition of the structure. */
export function decodePlan(schema: Schema, definitions: Definitions): DecodePlan {
  let plans = plansOf.get(definitions)
  if (!plans) plansOf.set(definitions, (plans = new Map()))
  const name = definitionName(schema, definitions)
  return name ? named(name, definitions, plans) : planOf(schema, '', '', definitions, plans)
}

type Plans = Map<string, DecodePlan>
const plansOf = new WeakMap<Definitions, Plans>()

function named(name: string, definitions: Definitions, plans: Plans): DecodePlan {
  const known = plans.get(name)
  if (known) return known
  const definition = definitions[name]
  if (!definition) throw new Error(`no definition ${name}`)
  const type = name.split('.').slice(-2).join('.')
  const special = specialPlan(name, type, definitions, plans) ?? definitionPlan(definition, type)
  if (special) {
    plans.set(name, special)
    return special
  }
  const fields = new Map<string, FieldPlan>()
  const struct: StructPlan = { kind: 'struct', type, name: name.split('.').at(-1)!, fields, loose: false }
  // Known before its fields are: some structures contain themselves.
  plans.set(name, struct)
  for (const [field, property] of Object.entries(definition.properties ?? {}))
    fields.set(field, {
      goPath: embedding(name, field) + field,
      plan: planOf(property, name, field, definitions, plans),
    })
  return struct
}

function definitionPlan(definition: Schema, type: string): DecodePlan | undefined {
  if (definition.oneOf === 'quantity') return { kind: 'quantity', type }
  // Numbers are read as int32 whatever is wrong with them.
  if (definition.oneOf === 'int-or-string') return { kind: 'int-or-string', type: 'int32' }
  if (definition.preserveUnknown || (!definition.properties && !definition.type)) return { kind: 'any', type }
  return undefined
}

const SCHEMA_KINDS: Readonly<Record<string, AnyPlan['kind']>> = {
  JSONSchemaPropsOrBool: 'bool-or-schema',
  JSONSchemaPropsOrArray: 'schema-or-list',
  JSONSchemaPropsOrStringArray: 'schema-or-strings',
}

function specialPlan(name: string, type: string, definitions: Definitions, plans: Plans): DecodePlan | undefined {
  if (type === 'v1.Time') return { kind: 'time', type: 'string' }
  if (type === 'v1.MicroTime') return { kind: 'micro-time', type: 'string' }
  const kind = SCHEMA_KINDS[type.slice('v1.'.length)]
  if (!kind) return undefined
  const plan: AnyPlan = { kind, type }
  plans.set(name, plan)
  const schemas = named(name.replace(/Or\w+$/, ''), definitions, plans) as StructPlan
  plan.inner = { ...schemas, loose: true }
  return plan
}

function planOf(schema: Schema, definition: string, field: string, definitions: Definitions, plans: Plans): DecodePlan {
  if (schema.ref) return named(schema.ref, definitions, plans)
  const type = fieldType(definition, field, schema)
  switch (schema.type) {
    case 'string':
      return { kind: schema.format === 'byte' ? 'bytes' : 'string', type }
    case 'boolean':
      return { kind: 'boolean', type }
    case 'integer':
      return { kind: 'integer', type }
    case 'number':
      return { kind: 'float', type }
    case 'array':
      return { kind: 'list', type, element: elementPlan(schema, definition, field, definitions, plans) }
    case 'object':
      if (schema.additional)
        return { kind: 'map', type, element: elementPlan(schema, definition, field, definitions, plans) }
      return { kind: 'any', type }
    default:
      return { kind: 'any', type }
  }
}

function elementPlan(
  schema: Schema,
  definition: string,
  field: string,
  definitions: Definitions,
  plans: Plans,
): DecodePlan {
  const inner = schema.items ?? schema.additional!
  const plan = planOf(inner, '', '', definitions, plans)
  return inner.ref ? plan : { ...plan, type: elementType(definition, field, schema) }
}
