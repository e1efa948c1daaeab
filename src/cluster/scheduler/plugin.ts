import type { PersistentVolumeClaim, Pod } from '../resources/generated/types.ts'
import type { NodeInfo } from './node-info.ts'
import type { PodInfo } from './pod-info.ts'
import type { SchedulerObjects, Snapshot } from './snapshot.ts'

/** Why a plugin turns a node, or a pod, down. Reasons are counted over all nodes in the message of FailedScheduling. */
export interface Refusal {
  reasons: readonly string[]
  /** Evicting pods of the node would not help. */
  unresolvable?: boolean
}

/** What happens in the cluster that may let a pod be scheduled that was refused before. */
export type ClusterEvent =
  | 'node-added'
  | 'node-allocatable'
  | 'node-labels'
  | 'node-taints'
  | 'assigned-pod-added'
  | 'assigned-pod-changed'
  | 'assigned-pod-deleted'
  | 'pod-changed'
  | 'claim-changed'
  | 'volume-changed'
  | 'storage-class-changed'
  | 'csi-node-changed'
  | 'device-claim-changed'
  | 'resource-slice-changed'
  | 'device-class-changed'

/** One such event, with what it is about. */
export interface ClusterChange {
  readonly event: ClusterEvent
  /** The node as it is now, and the labels that it had before. */
  readonly node?: NodeInfo
  readonly labelsBefore?: Readonly<Record<string, string>>
  /** The pod as it is now, or was when it went, and what it was before it changed. */
  readonly pod?: Pod
  readonly before?: Pod
  readonly claim?: PersistentVolumeClaim
}

/** What one plugin keeps from its first look at a pod until the pod has a node. Each plugin stores under its own name. */
export type CycleState = Map<string, unknown>

/**
 * One plugin of the scheduler, under its real name, with the extension points that it takes part in.
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/
 */
export interface SchedulerPlugin {
  readonly name: string
  /** Events after which a pod that this plugin refused is worth another try. */
  readonly wakesOn: readonly ClusterEvent[]
  /** Whether such an event may help this very pod; without it all of them do. */
  helps?(pod: PodInfo, change: ClusterChange, objects: SchedulerObjects): boolean
  /**
   * Whether `filter` and `score` look at nothing but the pod's shape and the node, so that what they found holds for every pod of that shape
   * until the node changes. Such plugins come first in the profile.
   */
  readonly nodeLocal?: true
  /** Keeps a pod out of the queue. */
  preEnqueue?(pod: Pod, objects: SchedulerObjects): Refusal | undefined
  /** Looks at the whole cluster once. `skip` leaves `filter` out; `nodes` narrows the search to these names. */
  preFilter?(
    pod: PodInfo,
    state: CycleState,
    snapshot: Snapshot,
  ): 'skip' | Refusal | { nodes: ReadonlySet<string> } | undefined
  /** @throws PluginError */
  filter?(pod: PodInfo, node: NodeInfo, state: CycleState): Refusal | undefined
  /** `skip` leaves `score` out. */
  preScore?(pod: PodInfo, state: CycleState, nodes: readonly NodeInfo[], snapshot: Snapshot): 'skip' | undefined
  /** Higher is better; 0 to 100 after `normalize`. */
  score?(pod: PodInfo, node: NodeInfo, state: CycleState): number
  /** Brings the scores of all nodes to 0…100, in place. */
  normalize?(scores: number[], pod: PodInfo, state: CycleState, nodes: readonly NodeInfo[]): void
  /** Notes what the pod will take on its node, before the next pod is looked at; `unreserve` takes it back when the pod could not be bound. */
  reserve?(pod: PodInfo, nodeName: string, state: CycleState): void
  unreserve?(state: CycleState): void
  /** Takes what the pod needs on its node before it is bound (volumes, devices). Rejects when that fails. */
  preBind?(pod: PodInfo, nodeName: string, state: CycleState): Promise<void>
}

/** A plugin cannot tell whether a node fits, since what the pod asks for makes no sense. */
export class PluginError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PluginError'
  }
}

export const MAX_SCORE = 100

/** A refusal for one reason that evictions could lift. */
export const refuse = (...reasons: string[]): Refusal => ({ reasons })

/** A refusal for one reason that evictions cannot lift. */
export const refuseForGood = (...reasons: string[]): Refusal => ({ reasons, unresolvable: true })

/** Scales scores so that the highest becomes 100; `reverse` so that the lowest raw score does. */
export function scaleScores(scores: number[], reverse = false): void {
  let highest = 0
  for (const score of scores) if (score > highest) highest = score
  for (let i = 0; i < scores.length; i++) {
    const scaled = highest === 0 ? 0 : Math.floor((MAX_SCORE * scores[i]!) / highest)
    scores[i] = reverse ? MAX_SCORE - scaled : scaled
  }
}
