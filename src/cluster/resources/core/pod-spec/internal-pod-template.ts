import type { JsonObject } from '../../../apimachinery/object.ts'
import type * as types from '../../generated/types.ts'

/** A template as messages show it. */
export function internalPodTemplate({ metadata, spec }: types.PodTemplateSpec): JsonObject {
  return { ...metadata, Spec: spec ?? {} } as unknown as JsonObject
}
