import type { Pod } from '../resources/generated/types.ts'
import type { NodeInfo } from './node-info.ts'

/** Something changed on a node: a pod came or went, or, without a pod, what is known of the node itself. */
export interface NodeChange {
  readonly node: NodeInfo
  readonly pod?: Pod
  readonly gone?: boolean
}

/** What has changed on the nodes of a list since it was made. Only the latest changes are kept. */
export class NodeChanges {
  readonly #most: number
  readonly #kept: NodeChange[] = []
  #dropped = 0

  /** @param most how many are kept at most. */
  constructor(most: number) {
    this.#most = most
  }

  /** How many there have been. */
  get count(): number {
    return this.#dropped + this.#kept.length
  }

  push(change: NodeChange): void {
    if (this.#kept.length >= this.#most) this.#dropped += this.#kept.splice(0, this.#most >> 1).length
    this.#kept.push(change)
  }

  /** Those after the first `count`, `undefined` when some of them are no longer kept. */
  after(count: number): readonly NodeChange[] | undefined {
    return count < this.#dropped ? undefined : this.#kept.slice(count - this.#dropped)
  }
}
