import { tellClusterStory, whoWaits, type Cluster, type ObjectName, type Story } from '#cluster'
import type { LabCluster } from '#lab'
import type { ObjectQuery, Outgoing, ServerFrame } from './protocol.ts'
import { Refusal } from './refusal.ts'

/** Changes come in bursts; a story is told again so long after the first of one. */
const SETTLE_MS = 200
const MOST_STEPS = 200
const MOST_ENDINGS = 50
const MOST_LETTERS = 2_000

/**
 * Tells a page the story of an object, or of the last command, now and after every change, at the time that the learner looks at.
 * @returns what ends it.
 * @throws Refusal when there is no such kind.
 */
export function watchStory(
  lab: LabCluster,
  query: ObjectQuery | undefined,
  send: (frame: Outgoing<ServerFrame>) => void,
): () => void {
  const { cluster, name } = lab
  const about = query && findName(cluster, query)
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    clearTimeout(timer)
    timer = undefined
    send({ type: 'why.story', cluster: name, ...(about && { about }), ...storyNow(lab, about) })
  }
  const soon = () => void (timer ??= setTimeout(tell, SETTLE_MS))
  const ends = [cluster.store.onChange(soon), cluster.gate.onChange(soon), lab.onShow(tell)]
  tell()
  return () => {
    clearTimeout(timer)
    for (const end of ends) end()
  }
}

/** What a `why.story` says: of an object or of the last command, at the time that the learner looks at. */
export function storyNow({ cluster, shown }: Pick<LabCluster, 'cluster' | 'shown'>, about: ObjectName | undefined) {
  const { store } = cluster
  // History moves on: what is shown may have been forgotten meanwhile.
  const revision = Math.max(shown ?? store.revision, store.compactedRevision)
  const { steps, endings } = tellClusterStory(cluster, about ?? 'last-command', revision)
  const [change] = [...store.history(revision - 1)]
  return {
    steps: steps.slice(-MOST_STEPS).map(short),
    omitted: Math.max(0, steps.length - MOST_STEPS),
    endings: endings.slice(0, MOST_ENDINGS).map(short),
    stuck: whoWaits(cluster, revision).slice(0, MOST_ENDINGS).map(short),
    oldest: store.compactedRevision,
    newest: store.revision,
    held: cluster.gate.closed,
    ...(shown !== undefined && { shown: revision }),
    timeMs: change?.time ?? Date.now(),
  }
}

const short = <Told extends Story['steps'][number] | Story['endings'][number]>(told: Told): Told =>
  told.what.length <= MOST_LETTERS ? told : { ...told, what: `${told.what.slice(0, MOST_LETTERS - 1)}…` }

/** A kind as kubectl takes it, and a name. @throws Refusal when there is no such kind. */
export function findName({ core }: Cluster, { kind, namespace = 'default', name }: ObjectQuery): ObjectName {
  const wanted = kind.toLowerCase()
  for (const { type, shortNames } of core.registry.all()) {
    const { plural, group, namespaced } = type
    const resource = group ? `${plural}.${group}` : plural
    if (![plural, resource, type.kind.toLowerCase(), ...shortNames].includes(wanted)) continue
    return { resource, ...(namespaced && { namespace }), name }
  }
  throw new Refusal('unknown-kind', `This cluster has no kind ${kind}.`, 'Write it as kubectl takes it, as in pod/web.')
}
