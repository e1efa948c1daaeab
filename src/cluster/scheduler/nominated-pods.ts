import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'

/** Pods that evictions made room for on a node, until they are on one. */
export class NominatedPods {
  readonly #nodeOf = new Map<string, string>()
  readonly #byNode = new Map<string, Map<string, PodInfo>>()

  /** Keeps room for a pod on a node, and nowhere else. */
  set(pod: PodInfo, node: string): void {
    this.remove(pod.key)
    this.#nodeOf.set(pod.key, node)
    const there = this.#byNode.get(node)
    if (there) there.set(pod.key, pod)
    else this.#byNode.set(node, new Map([[pod.key, pod]]))
  }

  /** @returns whether room was kept for it. */
  remove(key: string): boolean {
    const node = this.#nodeOf.get(key)
    if (node === undefined) return false
    this.#nodeOf.delete(key)
    const there = this.#byNode.get(node)!
    there.delete(key)
    if (there.size === 0) this.#byNode.delete(node)
    return true
  }

  /** The node with those on it whose room the pod may not take: others of its priority or more. `undefined` where there are none. */
  withKept(node: NodeInfo, pod: PodInfo): NodeInfo | undefined {
    if (this.#byNode.size === 0) return undefined
    const kept = [...(this.#byNode.get(node.name)?.values() ?? [])].filter(
      ({ key, priority }) => key !== pod.key && priority >= pod.priority && !node.pods.has(key),
    )
    if (kept.length === 0) return undefined
    const fuller = node.clone()
    for (const other of kept) fuller.addPod(other)
    return fuller
  }
}
