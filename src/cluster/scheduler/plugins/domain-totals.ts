import type { NodeInfo } from '../node-info.ts'

/** What a node adds to its domain; `undefined` where it does not count. */
export type Contribution = (node: NodeInfo) => { domain: string; pods: number } | undefined

/** Matching pods by topology domain. From one scheduling cycle to the next only nodes that changed are counted again. */
export class DomainTotals {
  readonly #nodes: readonly NodeInfo[]
  readonly #contribution: Contribution
  readonly #generations: number[]
  readonly #added: ReturnType<Contribution>[]
  readonly #totals = new Map<string, { nodes: number; pods: number }>()

  constructor(nodes: readonly NodeInfo[], contribution: Contribution) {
    this.#nodes = nodes
    this.#contribution = contribution
    this.#generations = nodes.map(() => -1)
    this.#added = nodes.map(() => undefined)
  }

  /** Pods by domain, as the nodes are now; domains without a node that counts are not there. */
  now(): Map<string, number> {
    for (let i = 0; i < this.#nodes.length; i++) {
      const node = this.#nodes[i]!
      if (node.generation === this.#generations[i]) continue
      this.#generations[i] = node.generation
      this.#add(this.#added[i], -1)
      this.#added[i] = this.#contribution(node)
      this.#add(this.#added[i], 1)
    }
    const totals = new Map<string, number>()
    for (const [domain, { nodes, pods }] of this.#totals) if (nodes > 0) totals.set(domain, pods)
    return totals
  }

  #add(added: ReturnType<Contribution>, sign: 1 | -1): void {
    if (!added) return
    let total = this.#totals.get(added.domain)
    if (!total) this.#totals.set(added.domain, (total = { nodes: 0, pods: 0 }))
    total.nodes += sign
    total.pods += sign * added.pods
  }
}

const MOST_KEPT = 64
const kept = new WeakMap<readonly NodeInfo[], Map<string, DomainTotals>>()

/** The totals of these nodes under `key`, which says all that `contribution` depends on; made when first asked for. */
export function domainTotals(nodes: readonly NodeInfo[], key: string, contribution: Contribution): Map<string, number> {
  let byKey = kept.get(nodes)
  if (!byKey) kept.set(nodes, (byKey = new Map()))
  let totals = byKey.get(key)
  if (!totals) {
    if (byKey.size >= MOST_KEPT) byKey.clear()
    byKey.set(key, (totals = new DomainTotals(nodes, contribution)))
  }
  return totals.now()
}
