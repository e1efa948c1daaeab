import { keyOf } from '../apimachinery/object.ts'
import type { Node, Pod } from '../resources/generated/types.ts'
import { NodeChanges, type NodeChange } from './node-changes.ts'
import { NodeInfo } from './node-info.ts'
import { createPodInfo, type PodInfo } from './pod-info.ts'

const ZONE = 'topology.kubernetes.io/zone'
/** So many changes of each node are kept on the average; who looks less often counts all nodes again. */
const CHANGES_PER_NODE = 8

/** The nodes in order, and what has changed on them since. */
interface Listed {
  readonly nodes: readonly NodeInfo[]
  readonly changes: NodeChanges
}

/** All nodes and the pods on them, including pods that were just given a node and are not confirmed yet. */
export class SchedulerCache {
  readonly #nodes = new Map<string, NodeInfo>()
  readonly #assumed = new Map<string, string>()
  readonly #places = new Map<string, string>()
  readonly #withAffinity = new Set<NodeInfo>()
  readonly #imageHolders = new Map<string, number>()
  #listed: Listed | undefined

  get byName(): ReadonlyMap<string, NodeInfo> {
    return this.#nodes
  }

  /** Existing nodes, one of each zone in turn, and what has changed on them since this list was made. */
  get listed(): Readonly<Listed> {
    this.#listed ??= this.#list()
    return this.#listed
  }

  /** Nodes with pods that have affinity of any sort. */
  get withAffinity(): ReadonlySet<NodeInfo> {
    return this.#withAffinity
  }

  /** How many nodes have an image, by each of its names. */
  get imageHolders(): ReadonlyMap<string, number> {
    return this.#imageHolders
  }

  setNode(node: Node): void {
    const info = this.#info(node.metadata.name)
    const before = info.node
    this.#replaceNode(info, node)
    if (!before || before.metadata.labels?.[ZONE] !== node.metadata.labels?.[ZONE]) this.#listed = undefined
  }

  removeNode(name: string): void {
    const info = this.#nodes.get(name)
    if (!info) return
    this.#replaceNode(info, undefined)
    if (info.pods.size === 0) this.#nodes.delete(name)
    this.#listed = undefined
  }

  /** A pod that the API server says is on a node. */
  setPod(pod: Pod): void {
    const key = keyOf(pod)
    const place = this.#places.get(key)
    if (place !== undefined && place === pod.spec!.nodeName && this.#nodes.get(place)!.renewPod(pod, key)) {
      this.#assumed.delete(key)
      return
    }
    this.removePod(key)
    this.#place(createPodInfo(pod), pod.spec!.nodeName!)
  }

  removePod(key: string): void {
    const nodeName = this.#places.get(key)
    if (nodeName === undefined) return
    this.#places.delete(key)
    this.#assumed.delete(key)
    const info = this.#nodes.get(nodeName)
    if (!info) return
    const pod = info.removePod(key)
    if (pod) this.#noteChange({ node: info, pod, gone: true })
    if (info.podsWithAffinity.size === 0) this.#withAffinity.delete(info)
    if (!info.node && info.pods.size === 0) this.#nodes.delete(nodeName)
  }

  /** Counts a pod on its node before the API server has confirmed it. */
  assume(pod: PodInfo, nodeName: string): void {
    this.#assumed.set(pod.key, nodeName)
    this.#place(pod, nodeName)
  }

  isAssumed(key: string): boolean {
    return this.#assumed.has(key)
  }

  #place(pod: PodInfo, nodeName: string): void {
    const info = this.#info(nodeName)
    this.#places.set(pod.key, nodeName)
    info.addPod(pod)
    this.#noteChange({ node: info, pod: pod.pod })
    if (info.podsWithAffinity.size > 0) this.#withAffinity.add(info)
  }

  #replaceNode(info: NodeInfo, node: Node | undefined): void {
    for (const name of info.images.keys()) this.#countHolder(name, -1)
    info.setNode(node)
    for (const name of info.images.keys()) this.#countHolder(name, 1)
    this.#noteChange({ node: info })
  }

  #countHolder(image: string, more: 1 | -1): void {
    const count = (this.#imageHolders.get(image) ?? 0) + more
    if (count > 0) this.#imageHolders.set(image, count)
    else this.#imageHolders.delete(image)
  }

  #list(): Listed {
    const nodes = interleave([...this.#nodes.values()].filter((info) => info.node))
    for (const [place, info] of nodes.entries()) info.place = place
    return { nodes, changes: new NodeChanges(nodes.length * CHANGES_PER_NODE) }
  }

  #noteChange(change: NodeChange): void {
    if (this.#listed?.nodes[change.node.place] === change.node) this.#listed.changes.push(change)
  }

  #info(name: string): NodeInfo {
    let info = this.#nodes.get(name)
    if (!info) this.#nodes.set(name, (info = new NodeInfo(name)))
    return info
  }
}

function interleave(nodes: NodeInfo[]): NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>()
  for (const info of nodes) {
    const zone = info.labels[ZONE] ?? ''
    const list = zones.get(zone)
    if (list) list.push(info)
    else zones.set(zone, [info])
  }
  const lists = [...zones.values()]
  const result: NodeInfo[] = []
  for (let i = 0; result.length < nodes.length; i++)
    for (const list of lists) if (i < list.length) result.push(list[i]!)
  return result
}
