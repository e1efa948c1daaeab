import type { Clock, Ids, Log } from '#base'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { EventRecorder } from '../client/event-recorder.ts'
import type { InformerEvent } from '../client/informer.ts'
import type { Lister } from '../client/object-cache.ts'
import type { BackOff } from '../client/work-queue.ts'
import type { TrackedClient } from './tracked-client.ts'

/** What a controller's functions work with. */
export interface ControllerContext<State = undefined> {
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  /** What the controller remembers while it runs. */
  readonly state: State
  /** The component's cache of a kind; one that the controller watches is complete before the first reconcile. */
  readonly cache: <T extends KubeObject>(type: ResourceType<T>) => Lister<T>
  /** Adds a key to the controller's queue, now or after a time, because of the event with that revision. */
  readonly enqueue: (key: string, delayMs?: number, revision?: number) => void
  /** Looks at one more kind from now on, as if it were in `watches`; a kind that is looked at already stays so. */
  readonly watch: (watch: Watch<State>) => void
  /** Looks at a kind no more, since it is no longer served; its cache is dropped. */
  readonly unwatch: (type: ResourceType) => void
}

/**
 * What one reconcile works with. Its writes carry the cause that made the key due, and the reconcile does not count as finished before the
 * caches have seen them: the next one of the key never decides on what it has already changed.
 */
export interface ReconcileContext<State = undefined> extends ControllerContext<State> {
  readonly client: TrackedClient
  readonly events: EventRecorder
  /** How often this key has failed in a row. */
  readonly failures: number
}

/** A kind that a controller looks at. */
export interface Watch<State = undefined> {
  readonly type: ResourceType
  /** The keys that an event makes due. Without it the kind is only cached. */
  readonly keys?: (event: InformerEvent, context: ControllerContext<State>) => Iterable<string>
}

export interface ControllerDefinition<State = undefined> {
  /** As `kube-controller-manager --controllers` names it. */
  readonly name: string
  /** The service account, in `kube-system`; absent for those that act as kube-controller-manager itself. */
  readonly account?: string
  /** The source of its events, where it is not `name`. */
  readonly eventSource?: string
  /** Keys that are reconciled at the same time; 5 by default. */
  readonly workers?: number
  readonly backOff?: BackOff
  /** How long a key rests when it was reconciled, where the work grows with what is behind the key: many events then are one reconcile. */
  readonly restMs?: (key: string, context: ControllerContext<State>) => number
  readonly watches: readonly Watch<State>[]
  /** Keys that are due at the start: for work that no event announces. */
  readonly initialKeys?: readonly string[]
  /** Makes what the controller remembers while it runs. */
  readonly state?: (context: Omit<ControllerContext, 'state'>) => State
  /**
   * Makes the world agree with the object that `key` names, or with its absence. A rejection is tried again after a back-off; a number of
   * milliseconds asks to come again then.
   */
  readonly reconcile: (key: string, context: ReconcileContext<State>) => Promise<number | undefined>
}

/** Any controller, whatever it remembers. */
export type Controller = ControllerDefinition<unknown>

/** Declares a controller; queue, retries, causes, events and caches are the runner's. */
export function defineController<State = undefined>(definition: ControllerDefinition<State>): Controller {
  return definition as unknown as Controller
}

/** A kind whose events make keys due. */
export function watch<T extends KubeObject, State = undefined>(
  type: ResourceType<T>,
  keys?: (event: InformerEvent<T>, context: ControllerContext<State>) => Iterable<string>,
): Watch<State> {
  return { type, ...(keys && { keys: keys as unknown as NonNullable<Watch<State>['keys']> }) }
}
