import { resourceName, type Cluster } from '#cluster'
import type { Outgoing, ServerFrame } from './protocol.ts'

/** A figure cannot show more; what came too fast is left out. */
const EVENTS_PER_SECOND = 200

/** Tells a page what happens in a cluster, beginning with the state of its components. @returns what ends it. */
export function watchCluster(name: string, cluster: Cluster, send: (frame: Outgoing<ServerFrame>) => void): () => void {
  for (const { name: component, running } of cluster.components.values()) {
    send({ type: 'component.state', cluster: name, component, state: running ? 'running' : 'stopped' })
  }
  let sent = 0
  const window = setInterval(() => (sent = 0), 1000)
  const end = cluster.store.onChange(({ revision, resource, object, previous, deleted, origin, time }) => {
    if (++sent > EVENTS_PER_SECOND) return
    const { namespace, name: objectName } = object.metadata
    send({
      type: 'cluster.event',
      cluster: name,
      revision,
      verb: deleted ? 'delete' : previous ? 'update' : 'create',
      resource: resourceName(resource),
      ...(namespace && { namespace }),
      name: objectName,
      actor: origin.actor,
      ...(origin.cause !== undefined && { cause: origin.cause }),
      timeMs: time,
    })
  })
  return () => {
    clearInterval(window)
    end()
  }
}
