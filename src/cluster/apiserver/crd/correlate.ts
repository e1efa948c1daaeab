import type { Json, JsonObject } from '../../apimachinery/object.ts'
import type { Schema } from '../../apimachinery/schema.ts'

/** Finds what an item of a changed list was before. Only items with keys can be told apart. */
export function correlateItems(
  { listType, listMapKeys = [] }: Schema,
  old: Json | undefined,
): (item: Json) => Json | undefined {
  if (listType !== 'map' || !Array.isArray(old)) return () => undefined
  const keyOf = (item: Json) => JSON.stringify(listMapKeys.map((key) => (item as JsonObject | null)?.[key] ?? null))
  const before = new Map(old.map((item) => [keyOf(item), item]))
  return (item) => before.get(keyOf(item))
}
