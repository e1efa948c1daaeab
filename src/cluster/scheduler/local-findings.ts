import type { NodeInfo } from './node-info.ts'
import type { Refusal, SchedulerPlugin } from './plugin.ts'

/** A refusal with the name of the plugin behind it. */
export interface NodeRefusal extends Refusal {
  plugin: string
}

const UNKNOWN = Number.NaN

/**
 * What node-local plugins found about every node for the pods of one shape. A node is looked at again only when it has changed, so that most of
 * what a pod costs is reading numbers.
 */
export class LocalFindings {
  readonly #generations: Int32Array
  readonly #refusals: (NodeRefusal | undefined)[]
  readonly #scores = new Map<SchedulerPlugin, Float64Array>()

  /** @param nodes how many there are: their places are below. */
  constructor(nodes: number) {
    this.#generations = new Int32Array(nodes).fill(-1)
    this.#refusals = Array.from({ length: nodes }, () => undefined)
  }

  /** Why the node is refused; `look` tells where that is not known. */
  refusal(node: NodeInfo, look: (node: NodeInfo) => NodeRefusal | undefined): NodeRefusal | undefined {
    const { place, generation } = node
    if (this.#generations[place] !== generation) {
      this.#generations[place] = generation
      this.#refusals[place] = look(node)
      for (const known of this.#scores.values()) known[place] = UNKNOWN
    }
    return this.#refusals[place]
  }

  /** Scores, not normalized, of nodes whose refusal was asked for in this cycle; `look` tells those that are not known. */
  score(plugin: SchedulerPlugin, nodes: readonly NodeInfo[], look: (node: NodeInfo) => number, into: number[]): void {
    const known = this.#scoresOf(plugin)
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i]!
      const score = known[node.place]!
      into[i] = Number.isNaN(score) ? (known[node.place] = look(node)) : score
    }
  }

  #scoresOf(plugin: SchedulerPlugin): Float64Array {
    let scores = this.#scores.get(plugin)
    if (!scores) this.#scores.set(plugin, (scores = new Float64Array(this.#generations.length).fill(UNKNOWN)))
    return scores
  }
}
