import type { NodeInfo } from '../node-info.ts'
import type { Snapshot } from '../snapshot.ts'

/** The nodes of a cluster and which of them have changed since this list of them was made. */
type Nodes = Pick<Snapshot, 'nodes' | 'changed'>

/** What a node adds to its domain; `undefined` where it does not count. */
export type Contribution = (node: NodeInfo) => { domain: string; pods: number } | undefined

interface Domain {
  readonly name: string
  nodes: number
  pods: number
}

/** Matching pods by topology domain. From one scheduling cycle to the next only nodes that changed are counted again. */
export class DomainTotals {
  readonly #nodes: Nodes
  readonly #contribution: Contribution
  /** How many changes have been looked at. */
  #seen = 0
  readonly #domains = new Map<string, Domain>()
  /** By the node's place: the domain that it counts for, and with how many pods. */
  readonly #domainOf: (Domain | undefined)[]
  readonly #podsOf: Int32Array

  constructor(nodes: Nodes, contribution: Contribution) {
    this.#nodes = nodes
    this.#contribution = contribution
    this.#domainOf = nodes.nodes.map(() => undefined)
    this.#podsOf = new Int32Array(nodes.nodes.length)
    for (const node of nodes.nodes) this.#count(node)
    this.#seen = nodes.changed.length
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

  /** Counts the nodes that have changed. */
  refresh(): void {
    const { changed } = this.#nodes
    while (this.#seen < changed.length) this.#count(changed[this.#seen++]!)
  }

  #count(node: NodeInfo): void {
    const { place } = node
    const contribution = this.#contribution(node)
    const [before, podsBefore] = [this.#domainOf[place], this.#podsOf[place]!]
    const now = contribution && this.#domain(contribution.domain)
    this.#domainOf[place] = now
    this.#podsOf[place] = contribution?.pods ?? 0
    if (now) {
      now.nodes++
      now.pods += contribution.pods
    }
    if (!before) return
    before.nodes--
    before.pods -= podsBefore
    if (before.nodes === 0) this.#domains.delete(before.name)
  }

  #domain(name: string): Domain {
    let domain = this.#domains.get(name)
    if (!domain) this.#domains.set(name, (domain = { name, nodes: 0, pods: 0 }))
    return domain
  }
}

const MOST_KEPT = 64
const kept = new WeakMap<readonly NodeInfo[], Map<string, DomainTotals>>()

/** The totals of these nodes as they are now under `key`, which says all that `contribution` depends on. */
export function domainTotals(nodes: Nodes, key: string, contribution: Contribution): DomainTotals {
  let byKey = kept.get(nodes.nodes)
  if (!byKey) kept.set(nodes.nodes, (byKey = new Map()))
  let totals = byKey.get(key)
  if (!totals) {
    if (byKey.size >= MOST_KEPT) byKey.clear()
    byKey.set(key, (totals = new DomainTotals(nodes, contribution)))
  }
  totals.refresh()
  return totals
}
