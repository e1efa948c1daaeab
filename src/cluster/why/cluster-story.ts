import { storagePrefix } from '../apiserver/registry.ts'
import type { Cluster } from '../cluster.ts'
import type { Node } from '../resources/generated/types.ts'
import type { Ending, ObjectName, Step, Story, World } from './story.ts'
import { tellEndings } from './tell-endings.ts'
import { tellStory, type Subject } from './tell-story.ts'

/** A longer table of scores would not be read. */
const MOST_NODES = 10

/** The parts of a cluster that a story is told from. */
export type Told = Pick<Cluster, 'store' | 'components' | 'decisions' | 'nodes'>

/**
 * Tells why an object of a cluster is as it is, or what came of the last command.
 * @param revision a past one; now when absent.
 * @throws CompactedError when that revision is gone.
 */
export function tellClusterStory(cluster: Told, subject: Subject, revision = cluster.store.revision): Story {
  const { store, decisions } = cluster
  const scores = ({ namespace, name }: ObjectName, node: string): Step['scores'] => {
    const decision = decisions.get(`${namespace}/${name}`)
    if (decision?.node !== node || decision.scores.length === 0) return undefined
    return decision.scores
      .map(({ node, total }) => ({ node, total }))
      .sort((a, b) => b.total - a.total)
      .slice(0, MOST_NODES)
  }
  return tellStory(subject, { revision, history: store.history(), world: worldAt(cluster, revision), scores })
}

/** The pods that do not run, and who waits for what. @throws CompactedError when the revision is gone. */
export function whoWaits(cluster: Told, revision = cluster.store.revision): Ending[] {
  const pods = cluster.store.rangeAt(revision, '/registry/pods')
  const names = pods.map(({ metadata: { namespace = '', name } }) => ({ resource: 'pods', namespace, name }))
  return tellEndings(names, worldAt(cluster, revision))
}

function worldAt({ store, components, nodes }: Told, revision: number): World {
  const isNow = revision === store.revision
  const prefixOf = (resource: string) => {
    const [plural = '', ...group] = resource.split('.')
    return storagePrefix(group.join('.'), plural)
  }
  const find: World['find'] = (resource, namespace, name) => {
    const key = namespace ? `${namespace}/${name}` : name
    if (isNow) return store.get(prefixOf(resource), key)
    return store.rangeAt(revision, prefixOf(resource), key).find(({ metadata }) => metadata.name === name)
  }
  return {
    find,
    list: (resource, namespace) => store.rangeAt(revision, prefixOf(resource), namespace ? `${namespace}/` : ''),
    stopped(component) {
      const node = /^kubelet (.*)$/.exec(component)?.[1]
      if (node !== undefined) {
        if (isNow && nodes.kubelet(node)?.running === false) return true
        const found: Node | undefined = find('nodes', '', node)
        return found?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'Unknown') ?? false
      }
      // Whether a component ran in the past nobody has noted.
      return isNow && components.get(component)?.running === false
    },
  }
}
