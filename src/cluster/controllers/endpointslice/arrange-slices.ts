import { deepEqual } from '../../apimachinery/deep.ts'
import type { DiscoveryEndpointPort, Endpoint, EndpointSlice } from '../../resources/generated/types.ts'

/** Endpoints that serve the same ports. */
export interface EndpointGroup {
  ports: DiscoveryEndpointPort[]
  /** By what identifies each: its pod, or its address. */
  endpoints: Map<string, Endpoint>
}

/** What one slice should hold. */
export interface SliceContent {
  ports: DiscoveryEndpointPort[]
  endpoints: Endpoint[]
}

export interface Arrangement {
  create: SliceContent[]
  /** Slices that hold something else from now on. */
  change: { slice: EndpointSlice; content: SliceContent }[]
  /** Slices that hold what they should. */
  keep: EndpointSlice[]
  remove: EndpointSlice[]
}

/** Identifies an endpoint across changes. */
export function endpointId({ targetRef, addresses }: Endpoint): string {
  return targetRef?.uid ?? addresses[0] ?? ''
}

/** Identifies a set of ports, in whatever order. */
export function portsId(ports: readonly DiscoveryEndpointPort[]): string {
  return ports
    .map(({ name = '', port, protocol, appProtocol }) => JSON.stringify([name, port, protocol, appProtocol]))
    .sort()
    .join()
}

/**
 * Puts endpoints into slices with as few writes as possible: what is there stays where it is, what is new fills slices that change anyway, then the
 * fullest one that has room, then new ones. An emptied slice takes over other ports before it is removed.
 */
export function arrangeSlices(
  existing: readonly EndpointSlice[],
  groups: ReadonlyMap<string, EndpointGroup>,
  limit: number,
): Arrangement {
  const result: Arrangement = { create: [], change: [], keep: [], remove: [] }
  const byPorts = Map.groupBy(existing, ({ ports }) => portsId(ports ?? []))
  for (const [id, slices] of byPorts) if (!groups.has(id)) result.remove.push(...slices)
  for (const [id, group] of groups) arrangeGroup(byPorts.get(id) ?? [], group, limit, result)
  // Reuse keeps names stable and saves watchers an addition and a removal.
  while (result.create.length > 0 && result.remove.length > 0)
    result.change.push({ slice: result.remove.shift()!, content: result.create.shift()! })
  return result
}

/** What a service without endpoints keeps, so that its readers know that somebody looks after it. */
export function oneEmptySlice(existing: readonly EndpointSlice[]): Arrangement {
  const content: SliceContent = { ports: [], endpoints: [] }
  const [first, ...others] = existing
  const isEmpty = (first?.endpoints ?? []).length === 0 && (first?.ports ?? []).length === 0
  return {
    create: first ? [] : [content],
    change: first && !isEmpty ? [{ slice: first, content }] : [],
    keep: first && isEmpty ? [first] : [],
    remove: others,
  }
}

function arrangeGroup(
  slices: readonly EndpointSlice[],
  { ports, endpoints }: EndpointGroup,
  limit: number,
  result: Arrangement,
): void {
  const waiting = new Map(endpoints)
  const plans = slices.map((slice) => {
    const kept: Endpoint[] = []
    for (const endpoint of slice.endpoints ?? []) {
      const wanted = waiting.get(endpointId(endpoint))
      if (!wanted) continue
      kept.push(wanted)
      waiting.delete(endpointId(endpoint))
    }
    return { slice, kept, changes: !deepEqual(kept, slice.endpoints ?? []) }
  })
  const left = [...waiting.values()]
  const fill = (plan: (typeof plans)[number]) => {
    const taken = left.splice(0, limit - plan.kept.length)
    plan.kept.push(...taken)
    plan.changes ||= taken.length > 0
  }
  for (const plan of plans) if (plan.changes) fill(plan)
  const roomy = plans.filter(({ kept, changes }) => !changes && kept.length + left.length <= limit)
  const fullest = roomy.sort((a, b) => b.kept.length - a.kept.length)[0]
  if (left.length > 0 && fullest) fill(fullest)
  while (left.length > 0) result.create.push({ ports, endpoints: left.splice(0, limit) })
  for (const { slice, kept, changes } of plans) {
    if (!changes) result.keep.push(slice)
    else if (kept.length > 0) result.change.push({ slice, content: { ports, endpoints: kept } })
    else result.remove.push(slice)
  }
}
