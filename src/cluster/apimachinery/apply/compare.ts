import { isObject } from '#base'
import { deepEqual } from '../deep.ts'
import type { Json, JsonObject } from '../object.ts'
import type { FieldPlan, ListPlan, StructPlan } from './field-plan.ts'
import { EMPTY, LEAF, type FieldSet } from './field-set.ts'
import { itemsByElement } from './path-elements.ts'

/** What a write did to an object. */
export interface Changes {
  /** Fields that are new or have another value. */
  changed: FieldSet
  removed: FieldSet
}

/** Compares an object with what it was; fields that nobody owns do not count. */
export function compareObjects(plan: StructPlan, before: JsonObject, after: JsonObject): Changes {
  const comparison = new Comparison()
  comparison.compare(plan, before, after)
  return { changed: comparison.changed ?? EMPTY, removed: comparison.removed ?? EMPTY }
}

/** All fields of a value, itself included, as a write that brings it owns them. */
export function allFields(plan: FieldPlan, value: Json): FieldSet {
  switch (plan.kind) {
    case 'struct':
      return isObject(value) ? structFields(plan, value) : LEAF
    case 'map':
      return isObject(value) ? mapFields(value, () => plan.values) : LEAF
    case 'deduced':
      return isObject(value) ? mapFields(value, () => plan) : LEAF
    case 'list':
      return Array.isArray(value) ? listFields(plan, value) : LEAF
    case 'leaf':
      return LEAF
  }
}

function structFields(plan: StructPlan, value: JsonObject): FieldSet {
  let node: Record<string, FieldSet> | undefined
  for (const key in value) {
    const field = plan.fields.get(key)
    if (field ? field.ignored : !plan.others) continue
    ;(node ??= { '.': LEAF })[field?.element ?? `f:${key}`] = allFields(field?.plan ?? plan.others!, value[key]!)
  }
  return node ?? LEAF
}

function mapFields(value: JsonObject, planOf: () => FieldPlan): FieldSet {
  let node: Record<string, FieldSet> | undefined
  for (const key in value) (node ??= { '.': LEAF })[`f:${key}`] = allFields(planOf(), value[key]!)
  return node ?? LEAF
}

function listFields(plan: ListPlan, list: Json[]): FieldSet {
  if (list.length === 0) return LEAF
  const node: Record<string, FieldSet> = { '.': LEAF }
  for (const [element, items] of itemsByElement(plan, list)) node[element] = itemFields(plan, items)
  return node
}

// Items that share a key cannot be told apart, so they are owned as one.
function itemFields(plan: ListPlan, items: readonly Json[]): FieldSet {
  return items.length > 1 ? LEAF : allFields(plan.items, items[0]!)
}

/** The walk. What it finds below a place is left in `changed` and `removed`, so that nothing is allocated for what is the same. */
class Comparison {
  changed: FieldSet | undefined
  removed: FieldSet | undefined

  compare(plan: FieldPlan, before: Json, after: Json): void {
    this.changed = this.removed = undefined
    if (before === after) return
    switch (plan.kind) {
      case 'struct':
        if (isObject(before) && isObject(after)) this.#compareMaps(before, after, plan, undefined)
        else this.#replaced(plan, before, after)
        return
      case 'map':
      case 'deduced':
        if (isObject(before) && isObject(after))
          this.#compareMaps(before, after, undefined, plan.kind === 'map' ? plan.values : plan)
        else this.#replaced(plan, before, after)
        return
      case 'list':
        if (Array.isArray(before) || Array.isArray(after)) this.#compareLists(plan, before, after)
        else this.#replaced(plan, before, after)
        return
      case 'leaf':
        if (!deepEqual(before, after)) this.changed = LEAF
    }
  }

  /** One of them is no map: a value of another type, or the `null` that Go writes for nothing. */
  #replaced(plan: FieldPlan, before: Json, after: Json): void {
    if (deepEqual(before, after)) return
    if (before === null) this.changed = allFields(plan, after)
    else if (after === null) this.removed = allFields(plan, before)
    else {
      this.removed = allFields(plan, before)
      this.changed = allFields(plan, after)
    }
  }

  #compareMaps(
    before: JsonObject,
    after: JsonObject,
    struct: StructPlan | undefined,
    values: FieldPlan | undefined,
  ): void {
    let changed: Record<string, FieldSet> | undefined
    let removed: Record<string, FieldSet> | undefined
    for (const key in after) {
      const field = struct?.fields.get(key)
      if (field?.ignored) continue
      const plan = field?.plan ?? struct?.others ?? values
      if (!plan) continue
      const element = field?.element ?? `f:${key}`
      const previous = before[key]
      if (previous === undefined) (changed ??= {})[element] = allFields(plan, after[key]!)
      else if (previous !== after[key]) {
        this.compare(plan, previous, after[key]!)
        if (this.changed) (changed ??= {})[element] = this.changed
        if (this.removed) (removed ??= {})[element] = this.removed
      }
    }
    for (const key in before) {
      if (after[key] !== undefined) continue
      const field = struct?.fields.get(key)
      if (field?.ignored) continue
      const plan = field?.plan ?? struct?.others ?? values
      if (plan) (removed ??= {})[field?.element ?? `f:${key}`] = allFields(plan, before[key]!)
    }
    this.changed = changed
    this.removed = removed
  }

  #compareLists(plan: ListPlan, before: Json, after: Json): void {
    const old = itemsByElement(plan, Array.isArray(before) ? before : [])
    const now = itemsByElement(plan, Array.isArray(after) ? after : [])
    let changed: Record<string, FieldSet> | undefined
    let removed: Record<string, FieldSet> | undefined
    for (const [element, items] of now) {
      const previous = old.get(element)
      if (!previous) (changed ??= {})[element] = itemFields(plan, items)
      else if (items.length > 1 || previous.length > 1) {
        if (deepEqual(items, previous)) continue
        ;(changed ??= {})[element] = LEAF
        if (previous.length === 1) (removed ??= {})[element] = withoutSelf(allFields(plan.items, previous[0]!))
      } else {
        this.compare(plan.items, previous[0]!, items[0]!)
        if (this.changed) (changed ??= {})[element] = this.changed
        if (this.removed) (removed ??= {})[element] = this.removed
      }
    }
    for (const [element, items] of old) if (!now.has(element)) (removed ??= {})[element] = itemFields(plan, items)
    this.changed = changed
    this.removed = removed
  }
}

function withoutSelf(node: FieldSet): FieldSet {
  const { '.': _, ...rest } = node
  return rest
}
