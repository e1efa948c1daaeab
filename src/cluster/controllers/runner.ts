import type { Clock, Ids, Log } from '#base'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { Client } from '../client/client.ts'
import { createEventRecorder, type EventRecorder } from '../client/event-recorder.ts'
import type { Gate } from '../client/gate.ts'
import type { InformerFactory } from '../client/informer-factory.ts'
import type { Informer } from '../client/informer.ts'
import { WorkQueue } from '../client/work-queue.ts'
import type { Controller, ControllerContext, Watch } from './define-controller.ts'
import { createTrackedClient } from './tracked-client.ts'

export interface RunnerOptions {
  controller: Controller
  client: Client
  informers: InformerFactory
  clock: Clock
  ids: Ids
  log: Log
  gate?: Gate | undefined
}

/** One controller at work. */
export interface Runner {
  readonly name: string
  readonly running: boolean
  /** Keys that wait or are being reconciled. */
  readonly busy: number
  start(): void
  /** Ends at once, as a crash does: what was being reconciled writes nothing more, and all that it remembered is gone. */
  stop(): void
}

const WORKERS = 5

export function createRunner(options: RunnerOptions): Runner {
  return new ControllerRunner(options)
}

class ControllerRunner implements Runner {
  readonly #options: RunnerOptions
  #run: ControllerRun | undefined

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  get name(): string {
    return this.#options.controller.name
  }

  get running(): boolean {
    return this.#run !== undefined
  }

  get busy(): number {
    return this.#run?.busy ?? 0
  }

  start(): void {
    this.#run ??= new ControllerRun(this.#options)
  }

  stop(): void {
    this.#run?.stop()
    this.#run = undefined
  }
}

/** The time between one start and the next stop. */
class ControllerRun {
  readonly #options: RunnerOptions
  readonly #queue: WorkQueue
  readonly #events: EventRecorder
  readonly #context: ControllerContext<unknown>
  readonly #subscriptions = new Map<Informer, () => void>()
  #stopped = false

  constructor(options: RunnerOptions) {
    this.#options = options
    const { controller, informers, clock, ids, log } = options
    const client = options.client.because({ loop: controller.name })
    this.#queue = new WorkQueue({
      clock,
      gate: options.gate,
      workers: controller.workers ?? WORKERS,
      ...(controller.backOff && { backOff: controller.backOff }),
      restMs: (key) => controller.restMs?.(key, this.#context) ?? 0,
      process: (key, revision) => this.#reconcile(key, revision),
      onFailure: (key, error, waitMs) => this.#report(key, error, waitMs),
    })
    this.#events = createEventRecorder({ client, clock, log, component: controller.eventSource ?? controller.name })
    const shared = {
      clock,
      ids,
      log,
      cache: <T extends KubeObject>(type: ResourceType<T>) => informers.of(type),
      enqueue: (key: string, delayMs = 0, revision?: number) => this.#queue.addAfter(key, delayMs, revision),
      watch: (added: Watch<unknown>) => void this.#watch(added),
      unwatch: (type: ResourceType) => this.#unwatch(type),
    }
    this.#context = { ...shared, state: controller.state?.(shared as unknown as Omit<ControllerContext, 'state'>) }
    void this.#start()
  }

  get busy(): number {
    return this.#queue.length
  }

  stop(): void {
    this.#stopped = true
    this.#queue.stop()
    for (const end of this.#subscriptions.values()) end()
  }

  async #start(): Promise<void> {
    const { controller } = this.#options
    const informers = controller.watches.map((one) => this.#watch(one))
    for (const key of controller.initialKeys ?? []) this.#queue.add(key)
    await Promise.all(informers.map((informer) => informer.whenSynced()))
    if (!this.#stopped) this.#queue.start()
  }

  #watch({ type, keys }: Watch<unknown>): Informer {
    const informer = this.#options.informers.of(type)
    if (this.#subscriptions.has(informer)) return informer
    const end = keys
      ? informer.onChange((event) => {
          for (const key of keys(event, this.#context)) this.#queue.add(key, event.revision)
        })
      : () => undefined
    this.#subscriptions.set(informer, end)
    return informer
  }

  #unwatch(type: ResourceType): void {
    const { informers } = this.#options
    const informer = informers.find(type)
    if (!informer) return
    this.#subscriptions.get(informer)?.()
    this.#subscriptions.delete(informer)
    informers.forget(type)
  }

  async #reconcile(key: string, revision: number | undefined): Promise<number | undefined> {
    const { controller, client, informers } = this.#options
    const cause = { loop: controller.name, ...(revision !== undefined && { revision }) }
    const tracked = createTrackedClient(client.because(cause), informers, () => !this.#stopped)
    const failures = this.#queue.failures(key)
    try {
      const events = this.#events.because(cause)
      const enqueue = (other: string, delayMs = 0, because = revision) => this.#context.enqueue(other, delayMs, because)
      return await controller.reconcile(key, { ...this.#context, enqueue, client: tracked, events, failures })
    } finally {
      await tracked.observed()
    }
  }

  #report(key: string, error: unknown, waitMs: number): void {
    const { controller, log } = this.#options
    const message = `${controller.name}: ${key} failed, next try in ${waitMs} ms`
    if (error instanceof Error && error.name === 'StatusError') log.info(message, { error: error.message })
    else log.error(message, { error })
  }
}
