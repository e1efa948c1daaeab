import { toSeconds } from '#base'
import { deepEqual } from '../deep.ts'
import { badRequest, StatusError } from '../errors.ts'
import type { JsonObject, KubeObject, ManagedFieldsEntry, ObjectMeta } from '../object.ts'
import type { Definitions, Schema } from '../schema.ts'
import { compareObjects } from './compare.ts'
import { configuredFields } from './configured-fields.ts'
import { conflictError, type FieldConflict } from './conflicts.ts'
import { objectPlan, type StructPlan } from './field-plan.ts'
import { EMPTY, intersectSets, isEmptySet, sameSets, subtractSets, unionSets, type FieldSet } from './field-set.ts'
import { conflictsBeyondLastApplied, renewLastApplied } from './last-applied.ts'
import {
  areEntries,
  capManagers,
  readManagers,
  sameManager,
  withFields,
  writeManagers,
  type Manager,
  type ManagerIdentity,
} from './managers.ts'
import { mergeApplied } from './merge.ts'
import { pruneApplied } from './prune.ts'
import { configError } from './validate-config.ts'

/** Who writes, by which endpoint and when. */
export interface FieldWrite {
  manager: string
  apiVersion: string
  /** `''` for the object itself. */
  subresource: string
  /** Milliseconds since the epoch. */
  now: number
}

/** The result of an apply: the merged object, not yet decoded or defaulted. */
export interface Applied {
  object: JsonObject
  managedFields: ManagedFieldsEntry[]
}

/** Owned before anything was applied. */
const BEFORE_FIRST_APPLY = 'before-first-apply'

/**
 * Keeps track of who owns the fields of one kind's objects.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/
 */
export class FieldManager {
  readonly #plan: StructPlan

  /**
   * @param schema the structure of the kind's objects.
   * @param ignored paths that writes by this endpoint do not own: `status`, `metadata.labels`.
   */
  constructor(schema: Schema, definitions: Definitions, ignored: readonly string[] = []) {
    this.#plan = objectPlan(schema, definitions, ignored)
  }

  /**
   * The owners after a write that is no apply.
   * @param live what is stored, in the version that is written; absent on creation.
   * @param wanted what the client wants; its own `managedFields`, if it has some, take the place of the stored ones.
   * @returns what `wanted` is to carry; the very list of `live` if nothing changes.
   */
  update(live: KubeObject | undefined, wanted: KubeObject, write: FieldWrite): ManagedFieldsEntry[] | undefined {
    const sent = live ? wanted.metadata.managedFields : undefined
    if (sent && isReset(sent)) return undefined
    const before = live?.metadata.managedFields
    const given =
      sent && sent !== before && !deepEqual(sent, before) && areEntries(sent) ? readManagers(sent) : undefined
    const managers = given ?? readManagers(before ?? [])
    // Objects whose owners somebody has wiped out are not tracked until they are applied.
    if (live && managers.length === 0) return undefined
    const { changed, removed } = compareObjects(this.#plan, this.#contents(live), wanted as unknown as JsonObject)
    if (isEmptySet(changed) && isEmptySet(removed)) return given ? writeManagers(given) : before
    const identity: ManagerIdentity = { name: write.manager, operation: 'Update', ...pick(write) }
    const rest = takeOver(managers, changed, removed, identity)
    return nonEmpty(writeManagers(capManagers(this.#credit(rest, identity, changed, write.now))))
  }

  /**
   * Merges an applied configuration into an object.
   * @param live absent on creation.
   * @param config as sent, of the right kind.
   * @param force takes fields over from others.
   * @throws StatusError Conflict; BadRequest and, without a reason, 500 for configurations that do not fit
   */
  apply(live: KubeObject | undefined, config: JsonObject, force: boolean, write: FieldWrite): Applied {
    const metadata = config.metadata as
      { managedFields?: unknown; name?: string; namespace?: string } | null | undefined
    if (metadata?.managedFields) throw badRequest('metadata.managedFields must be nil')
    const problem = configError(this.#plan, config)
    if (problem) throw new StatusError(500, '', `failed to create typed patch object (${describe(config)}): ${problem}`)

    const current = this.#contents(live)
    const identity: ManagerIdentity = { name: write.manager, operation: 'Apply', ...pick(write) }
    const managers = this.#managersOf(live, write)
    const previous = managers.find((manager) => sameManager(manager, identity))
    const others = managers.filter((manager) => manager !== previous)
    const fields = configuredFields(this.#plan, config)
    let merged = mergeApplied(this.#plan, current, config) as JsonObject
    if (previous) {
      const owned = others.reduce((sum, manager) => unionSets(sum, manager.fields), fields)
      merged = pruneApplied(this.#plan, merged, previous.fields, owned)
    }
    const { changed, removed } = compareObjects(this.#plan, current, merged)
    if (!force) {
      const conflicts = conflictsBeyondLastApplied(this.#plan, live, write.manager, findConflicts(others, changed))
      if (conflicts.length > 0) throw conflictError(conflicts)
    }
    // The order of lists makes a difference here, though not to who owns what.
    const same = deepEqual(current, merged)
    const time = same ? previous?.time : toSeconds(write.now)
    const own = previous && time === previous.time && sameSets(previous.fields, fields) ? previous : undefined
    const rest = takeOver(others, changed, removed)
    const next = isEmptySet(fields) ? rest : [...rest, own ?? { ...identity, time, fields, entry: undefined }]
    return { object: renewLastApplied(merged, config, write.manager), managedFields: writeManagers(next) }
  }

  /** What is compared on creation: an object of no contents. */
  #contents(live: KubeObject | undefined): JsonObject {
    return (live ?? this.#plan.zero ?? {}) as JsonObject
  }

  #managersOf(live: KubeObject | undefined, write: FieldWrite): Manager[] {
    const managers = readManagers(live?.metadata.managedFields ?? [])
    if (!live || managers.length > 0) return managers
    const { changed } = compareObjects(this.#plan, this.#contents(undefined), live as unknown as JsonObject)
    if (isEmptySet(changed)) return []
    const identity: ManagerIdentity = {
      name: BEFORE_FIRST_APPLY,
      operation: 'Update',
      apiVersion: write.apiVersion,
      subresource: '',
    }
    return [{ ...identity, time: toSeconds(write.now), fields: changed, entry: undefined }]
  }

  /** Adds fields to a manager's. */
  #credit(managers: Manager[], identity: ManagerIdentity, fields: FieldSet, now: number): Manager[] {
    if (isEmptySet(fields)) return managers
    const index = managers.findIndex((manager) => sameManager(manager, identity))
    const before = managers[index]
    const time = toSeconds(now)
    const both = unionSets(before?.fields ?? EMPTY, fields)
    // Somebody who writes the same fields again in the same second has the entry that he had.
    if (before?.entry && before.fields === both && before.time === time) return managers
    const credited: Manager = { ...identity, time, fields: both, entry: undefined }
    return before ? managers.with(index, credited) : [...managers, credited]
  }
}

const pick = ({ apiVersion, subresource }: FieldWrite) => ({ apiVersion, subresource })

/** `[{}]`, and a list of nothing, wipe the owners out. */
function isReset(sent: readonly ManagedFieldsEntry[]): boolean {
  return sent.length === 0 || (sent.length === 1 && Object.keys(sent[0]!).length === 0)
}

/** The managers without fields that somebody else than `writer` has changed or that are gone. */
function takeOver(
  managers: readonly Manager[],
  changed: FieldSet,
  removed: FieldSet,
  writer?: ManagerIdentity,
): Manager[] {
  return managers.flatMap((manager) => {
    const others = writer && sameManager(manager, writer) ? manager.fields : subtractSets(manager.fields, changed)
    return withFields(manager, subtractSets(others, removed))
  })
}

function findConflicts(others: readonly Manager[], changed: FieldSet): FieldConflict[] {
  return others.flatMap((manager) => {
    const fields = intersectSets(manager.fields, changed)
    return fields ? [{ manager, fields }] : []
  })
}

/** `ns/name; apps/v1, Kind=Deployment`, of what the configuration says. */
export function describe(config: JsonObject): string {
  const { apiVersion, kind, metadata } = config as {
    apiVersion: string
    kind: string
    metadata?: Partial<ObjectMeta> | null
  }
  const type = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`
  return `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}; ${type}, Kind=${kind}`
}

function nonEmpty<T>(list: T[]): T[] | undefined {
  return list.length > 0 ? list : undefined
}
