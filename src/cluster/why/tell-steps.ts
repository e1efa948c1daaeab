import type { Told } from './collect-changes.ts'
import { resourceName } from './resource-name.ts'
import type { ObjectName, Step } from './story.ts'
import { whoDid } from './who-did.ts'

/** What a story's words need beside the changes. */
export interface StepSources {
  /** What made a write happen, by its revision. */
  causeOf(revision: number): number | undefined
  /** The object with a uid, as it was last seen: events are about others. */
  named(uid: string): { kind: string; name: ObjectName } | undefined
  /** What the scheduler compared when it chose a node for a pod. */
  scores(name: ObjectName, node: string): Step['scores']
}

interface Group {
  step: Step
  kind: string
  verb: string
  varies: boolean
  details: Set<string>
  names: string[]
}

const NAMES_TOLD = 3

/** Puts changes into words; like things that came of the same are told at once. */
export function tellSteps(changes: readonly Told[], sources: StepSources): Step[] {
  const groups = new Map<string, Group>()
  const groupOf = new Map<number, Group>()
  for (const { change, deed } of changes) {
    const { revision, time, object, origin } = change
    const about = deed.about === undefined ? undefined : sources.named(deed.about)
    const kind = about?.kind ?? object.kind
    const name = about?.name ?? nameOf(change)
    let { cause } = origin
    while (cause !== undefined && !groupOf.has(cause)) cause = sources.causeOf(cause)
    const because = cause === undefined ? undefined : groupOf.get(cause)?.step.revision
    const actor = whoDid(change)
    const apart = deed.varies ? '' : deed.detail
    const key = JSON.stringify([
      actor.who,
      deed.verb,
      kind,
      name.namespace,
      deed.about ?? because ?? `of ${origin.run ?? revision}`,
      apart,
    ])
    const known = groups.get(key)
    if (known) {
      known.step.count++
      known.details.add(deed.detail ?? '')
      if (!known.names.includes(name.name)) known.names.push(name.name)
      groupOf.set(revision, known)
      continue
    }
    const scores = change.resource === '/registry/pods' ? scoresOf(change, name, sources) : undefined
    const step: Step = {
      revision,
      timeMs: time,
      ...actor,
      what: '',
      ...(because !== undefined && { because }),
      about: name,
      count: 1,
      ...(scores && { scores }),
    }
    const group = {
      step,
      kind,
      verb: deed.verb,
      varies: deed.varies ?? false,
      details: new Set([deed.detail ?? '']),
      names: [name.name],
    }
    groups.set(key, group)
    groupOf.set(revision, group)
  }
  return Array.from(groups.values(), (group) => ({ ...group.step, what: wordsOf(group) }))
}

function wordsOf({ kind, verb, varies, details, names }: Group): string {
  const last = [...details].at(-1)!
  const detail = names.length === 1 || (details.size === 1 && !varies) ? last : ''
  if (names.length === 1) return `${verb} ${kind} ${names[0]}${detail}`
  const listed = names.length <= NAMES_TOLD ? ` ${names.join(', ')}` : ''
  return `${verb} ${names.length} ${plural(kind)}${listed}${detail}`
}

const plural = (kind: string) =>
  kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : kind.endsWith('s') ? kind : `${kind}s`

function nameOf({ resource, object }: Told['change']): ObjectName {
  const { namespace, name } = object.metadata
  return { resource: resourceName(resource), ...(namespace && { namespace }), name }
}

function scoresOf({ object, previous }: Told['change'], name: ObjectName, sources: StepSources): Step['scores'] {
  const node = nodeOf(object)
  return node !== undefined && previous && nodeOf(previous) === undefined ? sources.scores(name, node) : undefined
}

const nodeOf = (object: object): string | undefined => (object as { spec?: { nodeName?: string } }).spec?.nodeName
