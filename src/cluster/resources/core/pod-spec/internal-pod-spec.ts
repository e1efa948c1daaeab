import type { Json, JsonObject } from '../../../apimachinery/object.ts'
import type * as types from '../../generated/types.ts'
import { printedMap } from '../../shared/internal-form.ts'
import { printedSelector } from '../../shared/label-selector.ts'
import shapesJson from './internal-shapes.json' with { type: 'json' }

/** Name in Go, name in JSON, what an absent one is printed as, and the name of the structure inside. */
type Field = readonly [go: string, json: string, absent: Json, inner?: string]

// As the messages of v1.35 show them.
const shapes = shapesJson as unknown as Readonly<Record<string, readonly Field[]>>

/** A value as the real server keeps it internally, which some messages show. @param shape `PodSpec`, `PersistentVolumeClaimSpec`… */
export function internalValue(value: object, shape: string): JsonObject {
  const result: JsonObject = {}
  for (const [go, json, absent, inner] of shapes[shape]!) {
    const field = (value as JsonObject)[json]
    if (field === undefined || field === null) result[go] = absent
    else if (!inner) result[go] = plain(field)
    else if (Array.isArray(field)) result[go] = field.map((item) => internalValue(item as JsonObject, inner))
    else result[go] = internalValue(field as JsonObject, inner)
  }
  return result
}

function plain(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  if ('matchLabels' in value || 'matchExpressions' in value) return printedSelector(value) as unknown as Json
  return printedMap(value)!
}

/** A pod's spec as messages show it. */
export function internalPodSpec(spec: types.PodSpec): JsonObject {
  const result = internalValue(spec, 'PodSpec')
  // Inside, the host's namespaces belong to the security context.
  result['SecurityContext'] = {
    HostNetwork: spec.hostNetwork ?? false,
    HostPID: spec.hostPID ?? false,
    HostIPC: spec.hostIPC ?? false,
    ShareProcessNamespace: spec.shareProcessNamespace ?? null,
    HostUsers: spec.hostUsers ?? null,
    ...(result['SecurityContext'] as JsonObject | null),
  }
  return result
}

/** A template as messages show it. */
export function internalPodTemplate({ metadata, spec }: types.PodTemplateSpec): JsonObject {
  const { labels, annotations } = metadata ?? {}
  return {
    ...(labels && { labels: printedMap(labels) }),
    ...(annotations && { annotations: printedMap(annotations) }),
    Spec: internalPodSpec(spec ?? { containers: [] }),
  }
}
