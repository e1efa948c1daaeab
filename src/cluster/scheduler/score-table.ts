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

interface Column {
  plugin: string
  weight: number
  /** In the order of the nodes. */
  scores: number[]
}

/** The scores of the nodes that a pod could be on. One table serves decision after decision: `begin` wipes it. */
export class ScoreTable {
  readonly #random: () => number
  #nodes: readonly NodeInfo[] = []
  #totals = new Float64Array()
  readonly #columns: Column[] = []
  #used = 0

  /** @param random decides between equals. */
  constructor(random: () => number) {
    this.#random = random
  }

  begin(nodes: readonly NodeInfo[]): void {
    this.#nodes = nodes
    if (this.#totals.length !== nodes.length) this.#totals = new Float64Array(nodes.length)
    else this.#totals.fill(0)
    this.#used = 0
  }

  /** @returns a column with room for a score of each node, to be filled before `add`. */
  column(plugin: string, weight: number): number[] {
    const { scores } = (this.#columns[this.#used] ??= { plugin, weight, scores: [] })
    scores.length = this.#nodes.length
    this.#columns[this.#used] = { plugin, weight, scores }
    return scores
  }

  /** Adds the column that was asked for last. */
  add(): void {
    const { scores, weight } = this.#columns[this.#used++]!
    const totals = this.#totals
    for (let i = 0; i < totals.length; i++) totals[i]! += scores[i]! * weight
  }

  /** The node with the highest score, one of them by chance when several have it; and what to show of the table. */
  conclude(): { node: string; rows: () => NodeScore[] } {
    const totals = this.#totals
    const ties: number[] = []
    let most = -Infinity
    for (let i = 0; i < totals.length; i++) {
      const total = totals[i]!
      if (total > most) {
        most = total
        ties.length = 0
      }
      if (total === most) ties.push(i)
    }
    const best = ties[ties.length === 1 ? 0 : Math.floor(this.#random() * ties.length)]!
    // All of a small cluster; of others those with the highest score.
    const shown = totals.length <= MOST_ROWS ? [...totals.keys()] : ties.slice(0, MOST_ROWS)
    return { node: this.#nodes[best]!.name, rows: this.#keep(shown) }
  }

  // Few tables are ever looked at: what is kept of the others is small.
  #keep(places: readonly number[]): () => NodeScore[] {
    const nodes = places.map((place) => this.#nodes[place]!)
    const columns = this.#columns.slice(0, this.#used)
    const plugins = columns.map(({ plugin }) => plugin)
    const values = Float64Array.from({ length: places.length * columns.length }, (_, i) => {
      const { scores, weight } = columns[i % columns.length]!
      return scores[places[Math.floor(i / columns.length)]!]! * weight
    })
    return () =>
      nodes.map(({ name }, row) => {
        const byPlugin = Object.fromEntries(plugins.map((plugin, i) => [plugin, values[row * plugins.length + i]!]))
        return { node: name, total: Object.values(byPlugin).reduce((a, b) => a + b, 0), byPlugin }
      })
  }
}
