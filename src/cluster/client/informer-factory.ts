import type { Clock, Log } from '#base'
import type { KubeObject, ResourceType } from '../apimachinery/object.ts'
import type { Client } from './client.ts'
import { createInformer, type Informer } from './informer.ts'

/** The informers that one component shares: one per kind, made when first asked for. */
export interface InformerFactory {
  /** The informer of a kind. It follows the server from `start()` on, or at once when that has happened. */
  of<T extends KubeObject>(type: ResourceType<T>): Informer<T>
  /** The informer of a kind, if anybody has asked for it. */
  find<T extends KubeObject>(type: ResourceType<T>): Informer<T> | undefined
  /** Stops the informer of a kind and drops its cache. */
  forget(type: ResourceType): void
  start(): void
  /** Resolves when all informers that were asked for so far have read their first list. */
  whenSynced(): Promise<void>
  stop(): void
}

export interface InformerFactoryOptions {
  client: Client
  clock: Clock
  log: Log
}

export function createInformerFactory({ client, clock, log }: InformerFactoryOptions): InformerFactory {
  const informers = new Map<string, Informer>()
  let started = false
  const idOf = ({ group, version, plural }: ResourceType) => `${group}/${version}/${plural}`
  return {
    find: <T extends KubeObject>(type: ResourceType<T>) => informers.get(idOf(type)) as Informer<T> | undefined,
    forget(type) {
      informers.get(idOf(type))?.stop()
      informers.delete(idOf(type))
    },
    of<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
      const id = idOf(type)
      let informer = informers.get(id) as Informer<T> | undefined
      if (!informer) {
        informer = createInformer({ client, type, clock, log })
        informers.set(id, informer as unknown as Informer)
        if (started) informer.start()
      }
      return informer
    },
    start() {
      started = true
      for (const informer of informers.values()) informer.start()
    },
    async whenSynced() {
      await Promise.all([...informers.values()].map((informer) => informer.whenSynced()))
    },
    stop() {
      started = false
      for (const informer of informers.values()) informer.stop()
    },
  }
}
