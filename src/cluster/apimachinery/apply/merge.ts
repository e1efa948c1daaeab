import { isObject } from '#base'
import type { Json, JsonObject } from '../object.ts'
import type { FieldPlan, ListPlan } from './field-plan.ts'
import { itemElement } from './path-elements.ts'

/** Puts an applied configuration over what is there. Neither is changed; the result shares parts of both. */
export function mergeApplied(plan: FieldPlan, live: Json | undefined, config: Json): Json {
  if (live === undefined) return config
  // Whoever says nothing of what is in a map or list leaves it as it is.
  if (config === null && plan.kind !== 'leaf') return live
  switch (plan.kind) {
    case 'struct':
      return isObject(live) && isObject(config)
        ? mergeMaps(live, config, (key) => plan.fields.get(key)?.plan ?? plan.others)
        : config
    case 'map':
      return isObject(live) && isObject(config) ? mergeMaps(live, config, () => plan.values) : config
    case 'deduced':
      return isObject(live) && isObject(config) ? mergeMaps(live, config, () => plan) : config
    case 'list':
      return Array.isArray(live) && Array.isArray(config) ? mergeLists(plan, live, config) : config
    case 'leaf':
      return config
  }
}

function mergeMaps(live: JsonObject, config: JsonObject, planOf: (key: string) => FieldPlan | undefined): JsonObject {
  const result = { ...live }
  for (const key in config) {
    const plan = planOf(key)
    result[key] = plan ? mergeApplied(plan, live[key], config[key]!) : config[key]!
  }
  return result
}

/**
 * The order: what only the live list has keeps its place before what follows it there, what the configuration has comes in its order, new items
 * as late as that allows.
 */
function mergeLists(plan: ListPlan, live: readonly Json[], config: readonly Json[]): Json[] {
  const liveElements = live.map((item) => itemElement(plan, item))
  const configElements = config.map((item) => itemElement(plan, item))
  const inLive = new Set(liveElements)
  const inConfig = new Set(configElements)
  const merged = (element: string, item: Json) => {
    const first = liveElements.indexOf(element)
    return mergeApplied(plan.items, first < 0 ? undefined : live[first], item)
  }
  const result: Json[] = []
  let l = 0
  let c = 0
  while (l < live.length || c < config.length) {
    const liveElement = liveElements[l]
    const configElement = configElements[c]
    if (liveElement !== undefined && !inConfig.has(liveElement)) result.push(live[l++]!)
    else if (configElement !== undefined && (liveElement === undefined || !inLive.has(configElement)))
      result.push(merged(configElement, config[c++]!))
    else if (liveElement === configElement && configElement !== undefined) {
      result.push(merged(configElement, config[c++]!))
      l++
    } else l++
  }
  return result
}
