import { isObject } from '#base'
import type { Json, JsonObject } from '../object.ts'
import type { FieldPlan, StructPlan } from './field-plan.ts'
import { EMPTY, LEAF, type FieldSet } from './field-set.ts'
import { itemsByElement } from './path-elements.ts'

/** The fields that an applied configuration names. Structures and their fields belong to it only through what they hold; items of lists and maps do themselves. */
export function configuredFields(plan: StructPlan, config: JsonObject): FieldSet {
  const { 'f:metadata': metadata, ...rest } = structFields(plan, config) ?? EMPTY
  // All objects have metadata: nobody owns them without what is in them.
  return !metadata || metadata === LEAF ? rest : { 'f:metadata': metadata, ...rest }
}

function fieldsOf(plan: FieldPlan, value: Json): FieldSet | undefined {
  switch (plan.kind) {
    case 'struct':
      return isObject(value) && !isEmpty(value) ? structFields(plan, value) : LEAF
    case 'map':
      return isObject(value) && !isEmpty(value) ? mapFields(plan.values, value) : LEAF
    case 'deduced':
      return isObject(value) && !isEmpty(value) ? mapFields(plan, value) : LEAF
    case 'list': {
      if (!Array.isArray(value)) return LEAF
      if (value.length === 0) return undefined
      const node: Record<string, FieldSet> = {}
      for (const [element, [item]] of itemsByElement(plan, value)) {
        node[element] = withSelf(fieldsOf(plan.items, item!))
      }
      return node
    }
    case 'leaf':
      return LEAF
  }
}

/** @returns `undefined` if all fields are ignored. */
function structFields(plan: StructPlan, value: JsonObject): FieldSet | undefined {
  let node: Record<string, FieldSet> | undefined
  for (const key in value) {
    const field = plan.fields.get(key)
    if (field ? field.ignored : !plan.others) continue
    const inner = fieldsOf(field?.plan ?? plan.others!, value[key]!)
    if (inner) (node ??= {})[field?.element ?? `f:${key}`] = inner
  }
  return node
}

function mapFields(values: FieldPlan, value: JsonObject): FieldSet {
  const node: Record<string, FieldSet> = {}
  for (const key in value) node[`f:${key}`] = withSelf(fieldsOf(values, value[key]!))
  return node
}

/** Items of lists and of maps belong to who names them. */
function withSelf(node: FieldSet | undefined): FieldSet {
  return !node || node === LEAF ? LEAF : { '.': LEAF, ...node }
}

function isEmpty(value: JsonObject): boolean {
  for (const _ in value) return false
  return true
}
