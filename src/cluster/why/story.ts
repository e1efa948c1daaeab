import type { Change } from '../etcd/store.ts'
import type { KubeObject } from '../apimachinery/object.ts'

/** An object, as a page names it. */
export interface ObjectName {
  /** `pods`, `deployments.apps`. */
  resource: string
  namespace?: string
  name: string
}

/** What the scheduler found of one node. */
export interface NodeFinding {
  node: string
  /** The points of all plugins; absent when the filter refused the node. */
  total?: number
  /** Weighted, by plugin. */
  points?: Readonly<Record<string, number>>
  /** Why the filter refused it. */
  refused?: string
}

/** One thing that somebody did, or several like it. */
export interface Step {
  /** The write, the first of them where it stands for several. */
  revision: number
  /** Milliseconds since the epoch. */
  timeMs: number
  /** `kubectl apply`, `deployment-controller`, `kube-scheduler`, `kubelet`. */
  who: string
  /** Whether a person acted, not a component of the cluster. */
  person: boolean
  /** What was done, as the rest of a sentence that begins with `who`. */
  what: string
  /** The step that made it act, by its revision; absent when that is not known, or time did. */
  because?: number
  about: ObjectName
  /** Writes that this step stands for. */
  count: number
  /** The nodes that the scheduler looked at, best first, refused ones last. */
  scores?: NodeFinding[]
}

/** Where a chain ends for now. */
export interface Ending {
  /** The component that waits, or that gave up. */
  who: string
  /** What for, as the rest of a sentence that begins with `who`. */
  what: string
  /** `over`: nothing will come of it by itself any more. */
  state: 'waits' | 'over'
  about: ObjectName
  /** Objects that wait for the same. */
  count: number
  /** What the scheduler found of the nodes, none of which would do. */
  scores?: NodeFinding[]
}

/** Which component did what because of what. */
export interface Story {
  /** The cluster's revision at which it is told. */
  revision: number
  /** In the order of their revisions. */
  steps: readonly Step[]
  endings: readonly Ending[]
}

/** What somebody did, in parts, so that several of the same kind can be told at once. */
export interface Deed {
  /** `made`, `marked for deletion`. */
  verb: string
  /** What follows the object's name: `, replicas: 3`. */
  detail?: string
  /** Like deeds are told at once whatever their details; those of several objects are left out. */
  varies?: boolean
  /** The uid of the object that it is about, where that is not the written one. */
  about?: string
  /** Worth telling only where something that is told came of it. */
  minor?: boolean
}

/** What a kind's own explanations see of the cluster. */
export interface World {
  find(resource: string, namespace: string, name: string): KubeObject | undefined
  list(resource: string, namespace?: string): Iterable<KubeObject>
  /** Whether a component of the control plane is stopped, or a node's kubelet (`kubelet NODE`). */
  stopped(component: string): boolean
}

/** An ending whose object is known from where it is asked. */
export type OpenEnding = Omit<Ending, 'about' | 'count' | 'scores'>

/** How the writes and the waiting of one kind are told: one file of `kinds/`. */
export interface Telling {
  /** What was done; `undefined` when it is not worth a line. Without it, or when it says nothing, the general words are taken. */
  deed?(change: Change): Deed | undefined
  /** What the object waits for now. */
  endings?(object: KubeObject, world: World): OpenEnding[]
}
