import type * as types from '../../resources/generated/types.ts'
import type { ReadyStatus } from './node-health.ts'

type ZoneState = 'normal' | 'partial' | 'full'

interface Bucket {
  tokens: number
  atMs: number
}

// One node in ten seconds; much slower while a large part of a zone is down, and not at all in small clusters then.
const RATE = 0.1
const REDUCED_RATE = 0.01
const LARGE_CLUSTER = 50
const UNHEALTHY_SHARE = 0.55

/** `region:zone`, or `''` for nodes that do not say. */
export function zoneOf({ metadata: { labels = {} } }: types.Node): string {
  const region = labels['topology.kubernetes.io/region'] ?? ''
  const zone = labels['topology.kubernetes.io/zone'] ?? ''
  return region || zone ? `${region}:${zone}` : ''
}

/** How quickly pods may be driven off nodes, zone by zone: when many nodes fail at once it is more likely the network that has. */
export class Zones {
  readonly #states = new Map<string, ZoneState>()
  readonly #buckets = new Map<string, Bucket>()
  #size = 0

  /** Whether not one node is ready. */
  get allDown(): boolean {
    return this.#states.size > 0 && [...this.#states.values()].every((state) => state === 'full')
  }

  update(nodes: readonly { node: types.Node; ready: ReadyStatus }[]): void {
    this.#size = nodes.length
    this.#states.clear()
    const zones = new Map<string, { size: number; down: number }>()
    for (const { node, ready } of nodes) {
      const name = zoneOf(node)
      let zone = zones.get(name)
      if (!zone) zones.set(name, (zone = { size: 0, down: 0 }))
      zone.size++
      if (ready !== 'True') zone.down++
    }
    for (const [name, { size, down }] of zones) {
      const isPartial = down > 2 && down / size >= UNHEALTHY_SHARE
      this.#states.set(name, down === size ? 'full' : isPartial ? 'partial' : 'normal')
    }
  }

  /** Whether a node of the zone may lose its pods now. */
  take(zone: string, nowMs: number): boolean {
    const isPartial = this.#states.get(zone) === 'partial'
    const rate = !isPartial ? RATE : this.#size > LARGE_CLUSTER ? REDUCED_RATE : 0
    const { tokens, atMs } = this.#buckets.get(zone) ?? { tokens: 1, atMs: nowMs }
    const filled = Math.min(1, tokens + ((nowMs - atMs) / 1000) * rate)
    const taken = rate > 0 && filled >= 1
    this.#buckets.set(zone, { tokens: taken ? filled - 1 : filled, atMs: nowMs })
    return taken
  }
}
