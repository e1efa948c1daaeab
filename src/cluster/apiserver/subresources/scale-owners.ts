import type { ManagedFieldsEntry } from '../../apimachinery/object.ts'

type Fields = { [key: string]: Fields }

const SCALE_VERSION = 'autoscaling/v1'
const SCALE_FIELDS = { 'f:spec': { 'f:replicas': {} } }

/** Who owns an object's number of replicas, as owners of its Scale. @param path where the object has the number: `spec`, `replicas` */
export function ownersOfScale(entries: readonly ManagedFieldsEntry[], path: readonly string[]): ManagedFieldsEntry[] {
  return entries
    .filter(({ fieldsV1 }) => owns(fieldsV1 as Fields | undefined, path))
    .map((entry) => ({ ...entry, apiVersion: SCALE_VERSION, fieldsV1: SCALE_FIELDS }))
}

/** The owners of an object's fields after those of its Scale have become `scaleEntries`. */
export function ownersAfterScale(
  entries: readonly ManagedFieldsEntry[],
  path: readonly string[],
  scaleEntries: readonly ManagedFieldsEntry[],
  apiVersion: string,
): ManagedFieldsEntry[] {
  const kept = entries.flatMap((entry) => {
    const fields = entry.fieldsV1 as Fields | undefined
    if (!owns(fields, path) || scaleEntries.some((other) => isSame(entry, other))) return [entry]
    const rest = without(fields!, path)
    return Object.keys(rest).length > 0 ? [{ ...entry, fieldsV1: rest }] : []
  })
  const fresh = scaleEntries
    .filter((entry) => !entries.some((other) => isSame(entry, other) && owns(other.fieldsV1 as Fields, path)))
    .map((entry) => {
      const { time: _, ...rest } = entry
      return { ...rest, apiVersion, fieldsV1: nested(path) }
    })
  // Verbatim: the time of an apply to the Scale is lost, so that it stands before all others.
  return [...fresh, ...kept]
}

const isSame = (a: ManagedFieldsEntry, b: ManagedFieldsEntry) =>
  a.manager === b.manager && a.operation === b.operation && (a.subresource ?? '') === (b.subresource ?? '')

function owns(fields: Fields | undefined, path: readonly string[]): boolean {
  let at = fields
  for (const name of path) at = at?.[`f:${name}`]
  return at !== undefined
}

function without(fields: Fields, [name, ...rest]: readonly string[]): Fields {
  const key = `f:${name}`
  const { [key]: inner, ...others } = fields
  if (rest.length === 0 || !inner) return others
  const left = without(inner, rest)
  return Object.keys(left).some((field) => field !== '.') ? { ...others, [key]: left } : others
}

const nested = (path: readonly string[]): Fields =>
  path.reduceRight<Fields>((inner, name) => ({ [`f:${name}`]: inner }), {})
