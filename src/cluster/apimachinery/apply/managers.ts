import type { JsonObject, ManagedFieldsEntry } from '../object.ts'
import { EMPTY, isEmptySet, unionSets, type FieldSet } from './field-set.ts'
import { shareFields } from './shared-fields.ts'

/** One manager's fields: an entry of `managedFields`. Never changed once made, so that what does not change is shared. */
export interface Manager {
  readonly name: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource: string
  readonly time: string | undefined
  readonly fields: FieldSet
  /** The entry that it was read from, if nothing of it has changed since. */
  readonly entry: ManagedFieldsEntry | undefined
}

/** Whom a write is done for. */
export type ManagerIdentity = Pick<Manager, 'name' | 'operation' | 'apiVersion' | 'subresource'>

// The server puts the oldest updates together when more managers than this have made some.
const MAX_UPDATE_MANAGERS = 10
const ANCIENT = 'ancient-changes'

/** Whether two managers share an entry. Appliers are one over all versions. */
export function sameManager(a: ManagerIdentity, b: ManagerIdentity): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.apiVersion === b.apiVersion || a.operation === 'Apply')
  )
}

/** The managers of stored entries. */
export function readManagers(entries: readonly ManagedFieldsEntry[]): Manager[] {
  return entries.map((entry) => ({
    name: entry.manager ?? '',
    operation: entry.operation ?? 'Update',
    apiVersion: entry.apiVersion ?? '',
    subresource: entry.subresource ?? '',
    time: entry.time,
    fields: (entry.fieldsV1 ?? EMPTY) as FieldSet,
    entry,
  }))
}

/** Whether entries that a client sends are well-formed; if not, the server takes none of them. */
export function areEntries(sent: readonly ManagedFieldsEntry[]): boolean {
  return sent.every(
    ({ operation, apiVersion, fieldsType, fieldsV1 }) =>
      (operation === 'Apply' || operation === 'Update') &&
      fieldsType === 'FieldsV1' &&
      Boolean(apiVersion) &&
      (fieldsV1 === undefined || isTree(fieldsV1)),
  )
}

function isTree(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const key in value) {
    if (key !== '.' && !/^[fkvi]:/.test(key)) return false
    if (!isTree((value as JsonObject)[key])) return false
  }
  return true
}

/** The entries of managers, in their order. */
export function writeManagers(managers: readonly Manager[]): ManagedFieldsEntry[] {
  const ordered = managers.length > 1 ? managers.toSorted(compareManagers) : managers
  return ordered.map((manager) => manager.entry ?? write(manager))
}

function write({ name, operation, apiVersion, subresource, time, fields }: Manager): ManagedFieldsEntry {
  return {
    manager: name,
    operation,
    apiVersion,
    ...(time && { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: shareFields(fields),
    ...(subresource && { subresource }),
  }
}

/** Appliers first, then by time, then by name. */
function compareManagers(a: Manager, b: Manager): number {
  return (
    compareText(a.operation, b.operation) ||
    compareText(a.time ?? '', b.time ?? '') ||
    compareText(a.name, b.name) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  )
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Puts the oldest updates of each version together, so that the list does not grow without end. */
export function capManagers(managers: readonly Manager[]): readonly Manager[] {
  if (managers.length <= MAX_UPDATE_MANAGERS) return managers
  const updates = managers.filter(({ operation }) => operation === 'Update')
  let excess = updates.length - MAX_UPDATE_MANAGERS
  if (excess <= 0) return managers
  const result = new Set(managers)
  const buckets = new Map(
    updates.filter(({ name }) => name === ANCIENT).map((manager) => [manager.apiVersion, manager]),
  )
  for (const oldest of updates.toSorted(compareManagers)) {
    if (excess <= 0) break
    if (oldest.name === ANCIENT) continue
    const { apiVersion, time } = oldest
    const bucket = buckets.get(apiVersion)
    const merged: Manager = {
      name: ANCIENT,
      operation: 'Update',
      apiVersion,
      subresource: '',
      time,
      fields: bucket ? unionSets(bucket.fields, oldest.fields) : oldest.fields,
      entry: undefined,
    }
    result.delete(oldest)
    if (bucket) {
      result.delete(bucket)
      excess--
    }
    result.add(merged)
    buckets.set(apiVersion, merged)
  }
  return [...result]
}

/** A manager with other fields, or nothing if it has none left. */
export function withFields(manager: Manager, fields: FieldSet): Manager[] {
  if (fields === manager.fields) return [manager]
  return isEmptySet(fields) ? [] : [{ ...manager, fields, entry: undefined }]
}
