import { keyOf, type KubeObject, type ResourceType } from '../apimachinery/object.ts'
import type { Cause, Client } from '../client/client.ts'
import type { InformerFactory } from '../client/informer-factory.ts'

/** A client whose user can wait until the caches have seen what it wrote. */
export interface TrackedClient extends Client {
  /** Resolves when every cache that is concerned has seen all writes so far. */
  observed(): Promise<void>
  because(cause: Cause | undefined): TrackedClient
}

/**
 * @param client does the work.
 * @param informers the caches; kinds that they do not hold are not waited for.
 * @param isRunning whether the component still runs: one that has been stopped writes nothing more.
 */
export function createTrackedClient(
  client: Client,
  informers: InformerFactory,
  isRunning: () => boolean,
): TrackedClient {
  return track(client, informers, isRunning, { newest: new Map(), deleted: [] })
}

/** What was written and the caches may not have seen. */
interface Written {
  newest: Map<ResourceType, number>
  deleted: { type: ResourceType; object: KubeObject }[]
}

function track(client: Client, informers: InformerFactory, isRunning: () => boolean, writes: Written): TrackedClient {
  const { newest, deleted } = writes

  const mustRun = () => {
    if (!isRunning()) throw new Error('the component has been stopped')
  }
  async function written<T extends KubeObject>(
    type: ResourceType,
    subresource: string | undefined,
    write: Promise<T>,
  ): Promise<T> {
    const object = await write
    const revision = Number(object.metadata.resourceVersion)
    const cached = informers.find(type)?.get(keyOf(object))
    if (cached && isErased(cached, object)) deleted.push({ type, object: cached })
    if ((!subresource || subresource === 'status') && revision > (newest.get(type) ?? 0)) newest.set(type, revision)
    return object
  }

  const tracked: TrackedClient = {
    user: client.user,
    get: (type, name, options) => client.get(type, name, options),
    list: (type, options) => client.list(type, options),
    watch: (type, options) => client.watch(type, options),
    create: async (type, object, options) => {
      mustRun()
      return written(type, options?.subresource, client.create(type, object, options))
    },
    update: async (type, object, options) => {
      mustRun()
      return written(type, options?.subresource, client.update(type, object, options))
    },
    patch: async (type, name, patch, options) => {
      mustRun()
      return written(type, options.subresource, client.patch(type, name, patch, options))
    },
    delete: async (type, name, options) => {
      mustRun()
      const cached = informers
        .find(type)
        ?.get(keyOf({ metadata: { name, ...(options?.namespace && { namespace: options.namespace }) } }))
      const object = await client.delete(type, name, options)
      if (cached) deleted.push({ type, object: cached })
      return object
    },
    deleteCollection: async (type, options) => {
      mustRun()
      return client.deleteCollection(type, options)
    },
    createSubresource: async (type, name, subresource, body, options) => {
      mustRun()
      return client.createSubresource(type, name, subresource, body, options)
    },
    because: (cause) => track(client.because(cause), informers, isRunning, writes),
    async observed() {
      for (const [type, revision] of newest) await informers.find(type)?.whenSeen(revision)
      for (const { type, object } of deleted)
        await informers.find(type)?.whenDeleted(keyOf(object), object.metadata.uid)
    },
  }
  return tracked
}

/** Whether a write has taken the last finalizer of a marked object away, which ends its life without a revision of its own. */
function isErased(before: KubeObject, { metadata }: KubeObject): boolean {
  const { uid, resourceVersion, finalizers = [] } = before.metadata
  const isSameRevision = uid === metadata.uid && resourceVersion === metadata.resourceVersion
  return (
    isSameRevision && metadata.deletionTimestamp !== undefined && finalizers.length > 0 && !metadata.finalizers?.length
  )
}
