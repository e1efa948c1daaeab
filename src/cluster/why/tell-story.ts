import type { Change } from '../etcd/store.ts'
import { collectChanges, indexCauses, type Told } from './collect-changes.ts'
import { generalDeed } from './general-deed.ts'
import { tellings } from './kinds/index.ts'
import { resourceName } from './resource-name.ts'
import type { ObjectName, Step, Story, World } from './story.ts'
import { tellEndings } from './tell-endings.ts'
import { tellSteps } from './tell-steps.ts'

/** What a story is about: an object, or the last command that a person gave. */
export type Subject = ObjectName | 'last-command'

export interface StorySources {
  /** The revision at which it is told; nothing that came later is in it. */
  revision: number
  /** What the store still knows, oldest first. */
  history: Iterable<Change>
  /** The cluster at that revision. */
  world: World
  /** What the scheduler compared when it chose a node for a pod. */
  scores(name: ObjectName, node: string): Step['scores']
}

/** Heartbeats: they tell nothing, and there are many. */
const SILENT = '/registry/coordination.k8s.io/leases'
/** Programs that do not name their commands: what follows so soon is of the same one. */
const SAME_COMMAND_MS = 2_000
/** So many of an object's own happenings are told at most. */
const OWN_DEEDS = 5

/** Tells which component did what because of what, from the writes' actors and causes alone. */
export function tellStory(subject: Subject, { revision, history, world, scores }: StorySources): Story {
  const told: Told[] = []
  for (const change of history)
    if (change.revision <= revision && change.resource !== SILENT) told.push({ change, deed: deedOf(change) })
  const anchors = subject === 'last-command' ? ofLastCommand(told) : ofObject(subject, told)
  const causes = indexCauses(told)
  const changes = collectChanges(anchors, causes, scopeOf(subject, anchors))
  const names = new Map<string, { kind: string; name: ObjectName }>()
  for (const { change } of changes)
    names.set(change.object.metadata.uid, { kind: change.object.kind, name: nameOf(change) })
  const steps = tellSteps(changes, {
    causeOf: (revision) => causes.byRevision.get(revision)?.change.origin.cause,
    named: (uid) => names.get(uid),
    scores,
  })
  const asked = subject === 'last-command' ? [] : [subject]
  const concerned = new Map(
    [...asked, ...Array.from(names.values(), ({ name }) => name)].map((name) => [
      JSON.stringify([name.resource, name.namespace, name.name]),
      name,
    ]),
  )
  return { revision, steps, endings: tellEndings(concerned.values(), world) }
}

const deedOf = (change: Change) => tellings[resourceName(change.resource)]?.deed?.(change) ?? generalDeed(change)

function nameOf({ resource, object }: Change): ObjectName {
  const { namespace, name } = object.metadata
  return { resource: resourceName(resource), ...(namespace && { namespace }), name }
}

/** Whether a person's program made a change: programs outside say more than their name. */
const byPerson = ({ origin }: Change) =>
  !origin.actor.startsWith('system:') && (origin.command !== undefined || origin.agent.includes('/'))

function ofLastCommand(told: readonly Told[]): Told[] {
  const last = told.findLast(({ change }) => byPerson(change))?.change
  if (!last) return []
  const { run, agent, actor } = last.origin
  let since = last.time
  const found: Told[] = []
  for (const one of told.toReversed()) {
    const { origin, time } = one.change
    const same =
      run === undefined
        ? origin.run === undefined &&
          origin.agent === agent &&
          origin.actor === actor &&
          since - time <= SAME_COMMAND_MS
        : origin.run === run
    if (!same) continue
    since = time
    found.unshift(one)
  }
  return found
}

/** The writes of an object that made it what it is. */
function ofObject({ resource, namespace = '', name }: ObjectName, told: readonly Told[]): Told[] {
  const isIt = ({ change: { object, resource: prefix } }: Told) =>
    object.metadata.name === name &&
    (object.metadata.namespace ?? '') === namespace &&
    resourceName(prefix) === resource
  const last = told.findLast(isIt)
  if (!last) return []
  const { uid, ownerReferences = [], generation } = last.change.object.metadata
  const own = told.filter((one) => isIt(one) && one.change.object.metadata.uid === uid && !one.deed.minor)
  if (ownerReferences.length > 0) return own
  const ended = own.findIndex(({ change: { object, deleted } }) => deleted || object.metadata.deletionTimestamp)
  if (ended >= 0) return own.slice(ended)
  const newest = own.findLastIndex(({ change: { object, previous, origin } }) =>
    generation === undefined
      ? origin.cause === undefined
      : object.metadata.generation !== previous?.metadata.generation,
  )
  return own.slice(Math.max(newest, own.length - OWN_DEEDS, 0))
}

/** Of what somebody else made only what concerns itself is told; the others' part of it would be their story. */
function scopeOf(subject: Subject, anchors: readonly Told[]): (told: Told) => boolean {
  const last = anchors.at(-1)?.change.object.metadata
  if (subject === 'last-command' || !last?.ownerReferences?.length) return () => true
  const family = new Set([last.uid])
  return ({ change: { object }, deed }) => {
    const { uid, ownerReferences = [] } = object.metadata
    if (ownerReferences.some((owner) => family.has(owner.uid))) family.add(uid)
    return family.has(uid) || (deed.about !== undefined && family.has(deed.about))
  }
}
