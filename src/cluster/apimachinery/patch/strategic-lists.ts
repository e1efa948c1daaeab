import { isObject } from '#base'
import type { Json, JsonObject } from '../object.ts'
import { resolve } from '../schema.ts'
import { goFormat } from './go-format.ts'
import { patchFailure, type MergeContext, type MergeMaps } from './strategic-context.ts'

/** What a patch says of one list. */
export interface ListPatch {
  changes: Json[]
  /** `$setElementOrder` */
  order: Json[] | undefined
  /** `$deleteFromPrimitiveList` */
  removed: Json[]
}

/**
 * The list that a patch makes of a list. Without the strategy `merge` its changes take the place of the list.
 * @param given whether the patch has changes at all, be it none.
 */
export function mergeLists(
  current: Json[],
  patch: ListPatch,
  context: MergeContext,
  given: boolean,
  merge: MergeMaps,
): Json[] {
  const { changes, order, removed } = patch
  const merges = context.schema?.patchStrategy?.includes('merge') ?? false
  if (!merges && given && !order) return changes
  const all = [...current, ...removed, ...changes]
  if (all.every((item) => !isObject(item) && typeof item === typeof all[0])) return mergePrimitives(current, patch)
  if (!all.every(isObject)) {
    const other = removed.length > 0 ? removed : changes
    if (order && other.length === 0) order.forEach(requireMap)
    throw patchFailure(`list element types are not identical: ${goFormat([current, other])}`)
  }
  return mergeObjects(current as JsonObject[], changes as JsonObject[], order, context, merge)
}

function mergePrimitives(current: Json[], { changes, order, removed }: ListPatch): Json[] {
  const kept = current.filter((item) => !removed.includes(item))
  const merged = [...new Set([...kept, ...changes])]
  return inOrder(merged, order ?? changes, current, (item) => JSON.stringify(item))
}

function mergeObjects(
  current: JsonObject[],
  changes: JsonObject[],
  order: Json[] | undefined,
  context: MergeContext,
  merge: MergeMaps,
): Json[] {
  const { schema, definitions } = context
  const key = schema?.patchMergeKey
  if (key === undefined) return changes
  const keyOf = (item: JsonObject) => {
    if (item[key] === undefined)
      throw patchFailure(`map: ${goFormat(item)} does not contain declared merge key: ${key}`)
    return JSON.stringify(item[key])
  }
  if (order) {
    order.forEach(requireMap)
    requireSameOrder(changes, order as JsonObject[], keyOf)
  }
  const special = changes.filter((item) => '$patch' in item)
  const plain = changes.filter((item) => !('$patch' in item))
  let kept = current
  let replaces = false
  for (const item of special) {
    if (item.$patch === 'delete') {
      const gone = keyOf(item)
      kept = kept.filter((candidate) => keyOf(candidate) !== gone)
    } else if (item.$patch === 'replace') replaces = true
    else if (item.$patch === 'merge') throw patchFailure('merging lists cannot yet be specified in the patch')
    else throw patchFailure(`unknown patch type: ${goFormat(item.$patch!)} in map: ${goFormat(item)}`)
  }
  if (replaces) return plain
  const items = schema?.items
  const inner: MergeContext = { schema: items && resolve(items, definitions), definitions, name: items?.ref ?? '' }
  const merged = [...kept]
  for (const item of plain) {
    // Of several items of one key the first is meant.
    const index = merged.findIndex((candidate) => keyOf(candidate) === keyOf(item))
    if (index < 0) merged.push(item)
    else merged[index] = merge(merged[index]!, item, inner)
  }
  return inOrder(merged, order ?? plain, current, (item) => keyOf(item as JsonObject))
}

function requireMap(item: Json, index: number): void {
  if (!isObject(item)) throw patchFailure(`value for key ${index} is not a map`)
}

/** The changes have to come in the order that the patch asks for. */
function requireSameOrder(changes: JsonObject[], order: JsonObject[], keyOf: (item: JsonObject) => string): void {
  const listed = order.map(keyOf)
  const changed = changes.filter((item) => !('$patch' in item)).map(keyOf)
  let next = 0
  for (const key of listed) if (key === changed[next]) next++
  if (next < changed.length)
    throw patchFailure(
      `The order in patch list:\n${goFormat(changes)}\n doesn't match $setElementOrder list:\n${goFormat(order)}\n`,
    )
}

/**
 * Sorts a merged list: what the patch names stands in its order, the rest in that of the live list, and both are interleaved by
 * where their next elements stood in the live list. What was not there comes as early as it can.
 */
function inOrder(merged: Json[], order: Json[], live: Json[], keyOf: (item: Json) => string): Json[] {
  const wanted = new Map(order.map((item, index) => [keyOf(item), index]))
  const before = new Map(live.map((item, index) => [keyOf(item), index]))
  const named = merged.filter((item) => wanted.has(keyOf(item)))
  named.sort((a, b) => wanted.get(keyOf(a))! - wanted.get(keyOf(b))!)
  const rest = merged.filter((item) => !wanted.has(keyOf(item)))
  const result: Json[] = []
  while (named.length > 0 && rest.length > 0) {
    const place = before.get(keyOf(named[0]!)) ?? -1
    result.push(place < before.get(keyOf(rest[0]!))! ? named.shift()! : rest.shift()!)
  }
  return [...result, ...named, ...rest]
}
