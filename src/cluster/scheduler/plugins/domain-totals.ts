import type { Pod } from '../../resources/generated/types.ts'
import type { NodeInfo } from '../node-info.ts'
import type { Snapshot } from '../snapshot.ts'

/** The nodes of a cluster and what has changed on them since this list of them was made. */
type Nodes = Pick<Snapshot, 'nodes' | 'changes'>

/** What is counted. */
export interface Counted {
  /** The domain that a node is in; `undefined` where its pods do not count. */
  domainOf(node: NodeInfo): string | undefined
  matches(pod: Pod): boolean
}

interface Domain {
  readonly name: string
  nodes: number
  pods: number
}

/** Matching pods by topology domain. From one scheduling cycle to the next only what has changed is counted. */
export class DomainTotals {
  readonly #nodes: Nodes
  readonly #counted: Counted
  /** How many changes have been looked at. */
  #seen: number
  readonly #domains = new Map<string, Domain>()
  /** By the node's place: the domain that it counts for, and with how many pods. */
  readonly #domainOf: (Domain | undefined)[]
  readonly #podsOf: Int32Array

  constructor(nodes: Nodes, counted: Counted) {
    this.#nodes = nodes
    this.#counted = counted
    this.#domainOf = nodes.nodes.map(() => undefined)
    this.#podsOf = new Int32Array(nodes.nodes.length)
    for (const node of nodes.nodes) this.#count(node)
    this.#seen = nodes.changes.count
  }

  /** How many domains there are, each with a node that counts. */
  get size(): number {
    return this.#domains.size
  }

  podsIn(domain: string): number {
    return this.#domains.get(domain)?.pods ?? 0
  }

  /** Pods in the domain that a node counts for; `undefined` when it does not count. */
  podsAround(node: NodeInfo): number | undefined {
    return this.#domainOf[node.place]?.pods
  }

  /** The fewest pods in any domain; 0 without one. */
  least(): number {
    let least = Infinity
    for (const { pods } of this.#domains.values()) if (pods < least) least = pods
    return least === Infinity ? 0 : least
  }

  /** Takes in what has changed. */
  refresh(): void {
    const { nodes, changes } = this.#nodes
    if (changes.count === this.#seen) return
    const latest = changes.after(this.#seen)
    this.#seen = changes.count
    if (!latest) {
      for (const node of nodes) this.#count(node)
      return
    }
    // Counting a node finds what came to it later as well.
    const again = new Set(latest.filter(({ pod }) => !pod).map(({ node }) => node))
    for (const { node, pod, gone } of latest)
      if (pod && !again.has(node) && this.#domainOf[node.place] && this.#counted.matches(pod))
        this.#add(node, gone ? -1 : 1)
    for (const node of again) this.#count(node)
  }

  #count(node: NodeInfo): void {
    const { place } = node
    const before = this.#domainOf[place]
    const name = this.#counted.domainOf(node)
    const now = name === undefined ? undefined : this.#domain(name)
    this.#add(node, -this.#podsOf[place]!)
    this.#domainOf[place] = now
    if (now) now.nodes++
    if (before && --before.nodes === 0) this.#domains.delete(before.name)
    if (now) for (const { pod } of node.pods.values()) if (this.#counted.matches(pod)) this.#add(node, 1)
  }

  #add({ place }: NodeInfo, pods: number): void {
    this.#podsOf[place]! += pods
    const domain = this.#domainOf[place]
    if (domain) domain.pods += pods
  }

  #domain(name: string): Domain {
    let domain = this.#domains.get(name)
    if (!domain) this.#domains.set(name, (domain = { name, nodes: 0, pods: 0 }))
    return domain
  }
}

const MOST_KEPT = 64
const kept = new WeakMap<readonly NodeInfo[], Map<string, DomainTotals>>()

/** The totals of these nodes as they are now under `key`, which says all that `counted` depends on. */
export function domainTotals(nodes: Nodes, key: string, counted: Counted): DomainTotals {
  let byKey = kept.get(nodes.nodes)
  if (!byKey) kept.set(nodes.nodes, (byKey = new Map()))
  let totals = byKey.get(key)
  if (!totals) {
    if (byKey.size >= MOST_KEPT) byKey.clear()
    byKey.set(key, (totals = new DomainTotals(nodes, counted)))
  }
  totals.refresh()
  return totals
}
