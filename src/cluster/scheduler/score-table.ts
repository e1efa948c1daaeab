import type { NodeInfo } from './node-info.ts'

/** One line of the table of a decision. */
export interface NodeScore {
  node: string
  total: number
  /** Weighted, by plugin. */
  byPlugin: Record<string, number>
}

// A table for people: of a large cluster only the best are of interest.
const MOST_ROWS = 20

/** The scores of the nodes that a pod could be on. */
export class ScoreTable {
  readonly #nodes: readonly NodeInfo[]
  readonly #totals: Float64Array
  readonly #columns: { plugin: string; scores: readonly number[]; weight: number }[] = []

  constructor(nodes: readonly NodeInfo[]) {
    this.#nodes = nodes
    this.#totals = new Float64Array(nodes.length)
  }

  /** Adds what a plugin found, in the order of the nodes. */
  add(plugin: string, weight: number, scores: readonly number[]): void {
    for (let i = 0; i < scores.length; i++) this.#totals[i]! += scores[i]! * weight
    this.#columns.push({ plugin, scores, weight })
  }

  /** The node with the highest score; one of them by chance when several have it. */
  best(random: () => number): string {
    const ties: number[] = []
    let most = -Infinity
    for (let i = 0; i < this.#totals.length; i++) {
      const total = this.#totals[i]!
      if (total > most) {
        most = total
        ties.length = 0
      }
      if (total === most) ties.push(i)
    }
    return this.#nodes[ties[ties.length === 1 ? 0 : Math.floor(random() * ties.length)]!]!.name
  }

  /** The table, all of it in small clusters, otherwise the nodes with the highest score. */
  rows(): NodeScore[] {
    const all = this.#totals.length <= MOST_ROWS
    const most = all ? -Infinity : this.#totals.reduce((a, b) => Math.max(a, b), -Infinity)
    const rows: NodeScore[] = []
    for (let i = 0; i < this.#totals.length && rows.length < MOST_ROWS; i++) {
      if (this.#totals[i]! < most) continue
      const byPlugin = Object.fromEntries(
        this.#columns.map(({ plugin, scores, weight }) => [plugin, scores[i]! * weight]),
      )
      rows.push({ node: this.#nodes[i]!.name, total: this.#totals[i]!, byPlugin })
    }
    return rows
  }
}
