import { isObject } from '#base'
import type { Json, JsonObject } from '../object.ts'
import type { FieldPlan, ListPlan, StructPlan } from './field-plan.ts'
import { isMember, type FieldSet } from './field-set.ts'
import { itemElement } from './path-elements.ts'

/**
 * Removes from a merged object what its applier has named before and now leaves out, unless someone owns it.
 * @param last what the applier named before.
 * @param owned what anybody owns now.
 */
export function pruneApplied(plan: StructPlan, merged: JsonObject, last: FieldSet, owned: FieldSet): JsonObject {
  const { 'f:metadata': lastMetadata, ...lastRest } = last
  const result = prune(plan, merged, lastRest, owned) as JsonObject
  const metadata = plan.fields.get('metadata')
  // What the server keeps there never goes.
  if (!lastMetadata || !metadata || result.metadata === undefined) return result
  return { ...result, metadata: prune(metadata.plan, result.metadata, lastMetadata, owned['f:metadata']) }
}

function prune(plan: FieldPlan, value: Json, last: FieldSet, owned: FieldSet | undefined): Json {
  switch (plan.kind) {
    case 'struct':
      return isObject(value)
        ? pruneMap(value, last, owned, (key) => [plan.fields.get(key)?.plan ?? plan.others, plan.fields.has(key)])
        : value
    case 'map':
      return isObject(value) ? pruneMap(value, last, owned, () => [plan.values, false]) : value
    case 'deduced':
      return isObject(value) ? pruneMap(value, last, owned, () => [plan, false]) : value
    case 'list':
      return Array.isArray(value) ? pruneList(plan, value, last, owned) : value
    case 'leaf':
      return value
  }
}

function pruneMap(
  value: JsonObject,
  last: FieldSet,
  owned: FieldSet | undefined,
  planOf: (key: string) => [plan: FieldPlan | undefined, named: boolean],
): JsonObject {
  let result: JsonObject | undefined
  for (const element in last) {
    if (!element.startsWith('f:')) continue
    const key = element.slice(2)
    const current = value[key]
    if (current === undefined) continue
    const [plan, named] = planOf(key)
    const kept = pruneChild(plan, current, last[element]!, owned?.[element], named)
    if (kept === current) continue
    result ??= { ...value }
    if (kept === undefined) delete result[key]
    else result[key] = kept
  }
  return result ?? value
}

function pruneList(plan: ListPlan, list: readonly Json[], last: FieldSet, owned: FieldSet | undefined): Json[] {
  return list.flatMap((item) => {
    const element = itemElement(plan, item)
    const before = last[element]
    if (!before) return [item]
    const kept = pruneChild(plan.items, item, before, owned?.[element], false)
    return kept === undefined ? [] : [kept]
  })
}

/**
 * @param named whether it is a field that a structure names: such a field belongs to whoever owns anything in it.
 * @returns what stays, or `undefined` for nothing.
 */
function pruneChild(
  plan: FieldPlan | undefined,
  value: Json,
  last: FieldSet,
  owned: FieldSet | undefined,
  named: boolean,
): Json | undefined {
  const wasOwned = named || isMember(last)
  const isOwned = owned !== undefined && (named || isMember(owned))
  if (wasOwned && !isOwned) return undefined
  return plan ? prune(plan, value, last, owned) : value
}
