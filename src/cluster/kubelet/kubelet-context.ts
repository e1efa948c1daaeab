import type { Clock, Ids, Log } from '#base'
import type { Client } from '../client/client.ts'
import type { EventRecorder } from '../client/event-recorder.ts'
import type * as types from '../resources/generated/types.ts'
import type { ImagePuller } from './image-puller.ts'
import type { References } from './references.ts'
import type { NodeHost } from './runtime/node-host.ts'
import type { Disks } from './volumes/disks.ts'

/** Settings of a kubelet that differ between nodes. */
export interface KubeletSettings {
  clusterDomain: string
  clusterDns: readonly string[]
  maxPods: number
  /** How often every pod is looked at again; volumes follow their sources at this pace. */
  syncFrequencyMs: number
  staticPodPath: string
}

/** Hands out the addresses of pods: the network plugin. */
export interface PodAddresses {
  /** @throws AddressError when there is none left */
  allocate(pod: types.Pod): string
  release(podUid: string): void
}

/** No address for a pod; the message is the plugin's. */
export class AddressError extends Error {
  override name = 'AddressError'
}

/** What all pods of one node share. */
export interface KubeletContext {
  nodeName: string
  nodeIP: string
  clock: Clock
  ids: Ids
  log: Log
  client: Client
  recorder: EventRecorder
  host: NodeHost
  references: References
  images: ImagePuller
  disks: Disks
  addresses: PodAddresses
  settings: KubeletSettings
  /** Whether the machine was suspended and goes on: what ran on it runs. */
  resumed: boolean
  /** The node as the API server has it. */
  node(): types.Node
  /** Services that a pod of the namespace knows by its environment. */
  services(namespace: string): readonly types.Service[]
  /** Pods that the node has taken and that still hold resources, without `uid`. */
  otherPods(uid: string): types.Pod[]
  /** Whether the kubelet runs: when it does not, containers go on, and nobody looks after them. */
  running(): boolean
}
