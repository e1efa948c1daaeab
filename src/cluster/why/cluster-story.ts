import { storagePrefix } from '../apiserver/registry.ts'
import type { Cluster } from '../cluster.ts'
import type { Node } from '../resources/generated/types.ts'
import type { Ending, NodeFinding, ObjectName, Step, Story, World } from './story.ts'
import { tellEndings } from './tell-endings.ts'
import { tellStory, type Subject } from './tell-story.ts'

/** A longer table of scores would not be read. */
const MOST_NODES = 10

/** The parts of a cluster that a story is told from. */
export type Told = Pick<Cluster, 'store' | 'components' | 'ranAt' | 'decisions' | 'nodes'>

/**
 * Tells why an object of a cluster is as it is, or what came of the last command.
 * @param revision a past one; now when absent.
 * @throws CompactedError when that revision is gone.
 */
export function tellClusterStory(cluster: Told, subject: Subject, revision = cluster.store.revision): Story {
  const { store } = cluster
  const scores = (pod: ObjectName, node: string): Step['scores'] => findingsOf(cluster, pod, node)
  const story = tellStory(subject, { revision, history: store.history(), world: worldAt(cluster, revision), scores })
  // Of decisions the last one is kept: what was found of the nodes in the past nobody knows.
  return revision === store.revision
    ? { ...story, endings: story.endings.map((ending) => withFindings(cluster, ending)) }
    : story
}

function withFindings(cluster: Told, ending: Ending): Ending {
  if (ending.who !== 'kube-scheduler' || ending.about.resource !== 'pods') return ending
  const scores = findingsOf(cluster, ending.about, undefined)
  return scores ? { ...ending, scores } : ending
}

/** What the scheduler found of the nodes when it decided for `node`, or for none. */
function findingsOf(
  { decisions }: Told,
  { namespace, name }: ObjectName,
  node: string | undefined,
): NodeFinding[] | undefined {
  const decision = decisions.get(`${namespace}/${name}`)
  if (!decision || decision.node !== node) return undefined
  const { scores, refusals } = decision
  const found = [
    ...scores
      .toSorted((a, b) => b.total - a.total)
      .map(({ node, total, byPlugin }): NodeFinding => ({ node, total, points: byPlugin })),
    ...refusals.map(({ node, reasons }): NodeFinding => ({ node, refused: reasons.join(', ') })),
  ]
  return found.length > 0 ? found.slice(0, MOST_NODES) : undefined
}

/** The pods that do not run, and who waits for what. @throws CompactedError when the revision is gone. */
export function whoWaits(cluster: Told, revision = cluster.store.revision): Ending[] {
  const pods = cluster.store.rangeAt(revision, '/registry/pods')
  const names = pods.map(({ metadata: { namespace = '', name } }) => ({ resource: 'pods', namespace, name }))
  return tellEndings(names, worldAt(cluster, revision))
}

function worldAt({ store, components, ranAt, nodes }: Told, revision: number): World {
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
      return isNow ? components.get(component)?.running === false : !ranAt(component, revision)
    },
  }
}
