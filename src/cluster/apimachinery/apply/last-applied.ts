import type { JsonObject, KubeObject, ObjectMeta } from '../object.ts'
import { compareObjects } from './compare.ts'
import { configuredFields } from './configured-fields.ts'
import { isEmptySet, subtractSets, type FieldSet } from './field-set.ts'
import type { FieldConflict } from './conflicts.ts'
import type { StructPlan } from './field-plan.ts'
import { configError } from './validate-config.ts'

/** The annotation in which client-side apply keeps what it applied last. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'

/** The manager to whom the annotation counts. */
const KUBECTL = 'kubectl'

/**
 * Whether somebody who moves from client-side to server-side apply may go on: what he has applied before is his, though client-side apply owns
 * it as an update.
 * @returns the conflicts that remain.
 */
export function conflictsBeyondLastApplied(
  plan: StructPlan,
  live: KubeObject | undefined,
  manager: string,
  conflicts: readonly FieldConflict[],
): readonly FieldConflict[] {
  if (manager !== KUBECTL || conflicts.length === 0) return conflicts
  const mine = lastAppliedFields(plan, live)
  if (!mine) return conflicts
  return conflicts.flatMap((conflict) => {
    const fields = subtractSets(conflict.fields, mine)
    return isEmptySet(fields) ? [] : [{ ...conflict, fields }]
  })
}

function lastAppliedFields(plan: StructPlan, live: KubeObject | undefined): FieldSet | undefined {
  const text = live?.metadata.annotations?.[LAST_APPLIED]
  if (!text) return undefined
  try {
    const config = JSON.parse(text) as JsonObject
    if (configError(plan, config)) return undefined
    // What others have changed since is theirs.
    return subtractSets(
      configuredFields(plan, config),
      compareObjects(plan, config, live as unknown as JsonObject).changed,
    )
  } catch {
    // Whatever somebody has written there: it says nothing.
    return undefined
  }
}

/** Keeps the annotation of objects that have one at what kubectl applies by the server. */
export function renewLastApplied(merged: JsonObject, config: JsonObject, manager: string): JsonObject {
  const metadata = merged.metadata as unknown as ObjectMeta
  if (manager !== KUBECTL || !metadata.annotations?.[LAST_APPLIED]) return merged
  const { [LAST_APPLIED]: _, ...annotations } = (config.metadata as unknown as Partial<ObjectMeta>).annotations ?? {}
  const applied = { ...config, metadata: { ...(config.metadata as JsonObject) } }
  if (Object.keys(annotations).length > 0) applied.metadata.annotations = annotations
  else delete applied.metadata.annotations
  const text = `${JSON.stringify(sortKeys(applied))}\n`
  return {
    ...merged,
    metadata: {
      ...(merged.metadata as JsonObject),
      annotations: { ...metadata.annotations, [LAST_APPLIED]: text },
    },
  }
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}
