import type { Json, JsonObject } from '../object.ts'
import type { ListKey, ListPlan } from './field-plan.ts'

/** The path element of a list's item: `k:{"name":"web"}`, `v:"a"`. */
export function itemElement(plan: ListPlan, item: Json): string {
  if (!plan.keys) return `v:${JSON.stringify(item)}`
  return keyElement(plan.keys, (typeof item === 'object' && item !== null ? item : {}) as JsonObject)
}

function keyElement(keys: readonly ListKey[], item: JsonObject): string {
  let text = 'k:{'
  let first = true
  for (const key of keys) {
    const value = item[key.name] ?? key.default
    if (value === undefined) continue
    text += `${first ? '' : ','}"${key.name}":${JSON.stringify(value)}`
    first = false
  }
  return `${text}}`
}

/** A list's items by their path elements; items that share one stand together. */
export function itemsByElement(plan: ListPlan, list: readonly Json[]): Map<string, Json[]> {
  const items = new Map<string, Json[]>()
  for (const item of list) {
    const element = itemElement(plan, item)
    const same = items.get(element)
    if (same) same.push(item)
    else items.set(element, [item])
  }
  return items
}
