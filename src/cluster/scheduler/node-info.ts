import { deepEqual } from '../apimachinery/deep.ts'
import type { Node, Pod } from '../resources/generated/types.ts'
import type { HostPort, PodInfo } from './pod-info.ts'
import { add, amountsOf, type Amounts } from './resource-amounts.ts'

/** A node with the sum of what its pods take. Changed in place as pods come and go. */
export class NodeInfo {
  readonly name: string
  #node: Node | undefined
  #allocatable: Amounts = new Map()
  #images: ReadonlyMap<string, number> = new Map()
  #repels = false
  readonly pods = new Map<string, PodInfo>()
  readonly requested: Amounts = new Map()
  readonly scoredRequested: Amounts = new Map()
  /** Pods with required or preferred affinity of any sort, and those with required anti-affinity. */
  readonly podsWithAffinity = new Set<PodInfo>()
  readonly podsWithRequiredAntiAffinity = new Set<PodInfo>()
  readonly #ports = new Map<string, number>()
  /** Its place among the nodes of the cluster that exist. */
  place = 0
  /** Grows with every change. */
  generation = 0

  constructor(name: string) {
    this.name = name
  }

  /** `undefined` while only pods of the node are known. */
  get node(): Node | undefined {
    return this.#node
  }

  get labels(): Readonly<Record<string, string>> {
    return this.#node?.metadata.labels ?? NO_LABELS
  }

  get allocatable(): ReadonlyMap<string, number> {
    return this.#allocatable
  }

  /** Sizes in bytes of the images that are there, by every name that they have. */
  get images(): ReadonlyMap<string, number> {
    return this.#images
  }

  /** Whether some taint of it makes the scheduler prefer other nodes. */
  get repels(): boolean {
    return this.#repels
  }

  setNode(node: Node | undefined): void {
    this.#node = node
    this.#allocatable = amountsOf(node?.status?.allocatable)
    const images = new Map<string, number>()
    for (const { names = [], sizeBytes = 0 } of node?.status?.images ?? [])
      for (const name of names) images.set(name, sizeBytes)
    this.#images = images
    this.#repels = node?.spec?.taints?.some(({ effect }) => effect === 'PreferNoSchedule') ?? false
    this.generation++
  }

  addPod(pod: PodInfo): void {
    this.pods.set(pod.key, pod)
    add(this.requested, pod.requests)
    add(this.scoredRequested, pod.scoredRequests)
    if (hasAffinity(pod)) this.podsWithAffinity.add(pod)
    if (pod.requiredAntiAffinity.length > 0) this.podsWithRequiredAntiAffinity.add(pod)
    for (const port of pod.hostPorts) this.#ports.set(portKey(port), (this.#ports.get(portKey(port)) ?? 0) + 1)
    this.generation++
  }

  /** @returns the pod as it was known here, if it was. */
  removePod(key: string): Pod | undefined {
    const pod = this.pods.get(key)
    if (!pod) return undefined
    this.pods.delete(key)
    add(this.requested, pod.requests, -1)
    add(this.scoredRequested, pod.scoredRequests, -1)
    this.podsWithAffinity.delete(pod)
    this.podsWithRequiredAntiAffinity.delete(pod)
    for (const port of pod.hostPorts) {
      const left = (this.#ports.get(portKey(port)) ?? 1) - 1
      if (left > 0) this.#ports.set(portKey(port), left)
      else this.#ports.delete(portKey(port))
    }
    this.generation++
    return pod.pod
  }

  /** Takes a newer state of a pod that is here, when it takes the same of the node. @returns whether it does. */
  renewPod(pod: Pod, key: string): boolean {
    const info = this.pods.get(key)
    if (!info || hasAffinity(info) || !isAlike(info.pod, pod)) return false
    this.pods.set(key, { ...info, pod })
    return true
  }

  /** Whether a port is taken, on this address or on all. */
  isPortTaken({ ip, protocol, port }: HostPort): boolean {
    if (this.#ports.size === 0) return false
    if (ip !== '0.0.0.0')
      return this.#ports.has(`0.0.0.0/${protocol}/${port}`) || this.#ports.has(`${ip}/${protocol}/${port}`)
    const suffix = `/${protocol}/${port}`
    for (const key of this.#ports.keys()) if (key.endsWith(suffix)) return true
    return false
  }

  /** A private copy, for trying out what would be if pods were gone. */
  clone(): NodeInfo {
    const copy = new NodeInfo(this.name)
    copy.place = this.place
    copy.setNode(this.#node)
    for (const pod of this.pods.values()) copy.addPod(pod)
    return copy
  }
}

const NO_LABELS: Readonly<Record<string, string>> = {}
const portKey = ({ ip, protocol, port }: HostPort) => `${ip}/${protocol}/${port}`

/** Whether two states of one pod differ in nothing that the scheduler counts: of what a pod asks for, only its resources may change. */
function isAlike(before: Pod, now: Pod): boolean {
  const { uid, labels, deletionTimestamp } = before.metadata
  const { metadata } = now
  return (
    uid === metadata.uid &&
    deletionTimestamp === metadata.deletionTimestamp &&
    (labels === metadata.labels || deepEqual(labels, metadata.labels)) &&
    (before.spec === now.spec || before.metadata.generation === metadata.generation)
  )
}

const hasAffinity = (pod: PodInfo) =>
  pod.requiredAffinity.length +
    pod.requiredAntiAffinity.length +
    pod.preferredAffinity.length +
    pod.preferredAntiAffinity.length >
  0
