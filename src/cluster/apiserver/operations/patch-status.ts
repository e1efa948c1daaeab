import { isObject } from '#base'
import { StatusError } from '../../apimachinery/errors.ts'
import type { Json, JsonObject, KubeObject } from '../../apimachinery/object.ts'
import type { ParsedPatch } from '../../apimachinery/patch/parse-patch.ts'
import { patchTyped } from '../../apimachinery/patch/patch.ts'
import { toWireForm } from '../../resources/schema/wire-form.ts'
import { decodeOptions, targetOf } from '../body.ts'
import type { Core } from '../core.ts'
import { builtInDefinitions } from '../registry.ts'
import type { ServedResource } from '../served-resource.ts'

/** What the status endpoint may change, and what says of which kind it is. */
const OWN: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status'])

/**
 * The result of a patch that says something of the state only. It shares with `current` all that the status endpoint leaves alone: nodes and pods
 * are reported on thousands of times, and most of what they hold need not be copied, decoded and compared for it.
 * @returns `undefined` for a patch that says more, or that there is something to say of: it is to be carried out in full.
 */
export function patchStatus(
  core: Core,
  resource: ServedResource,
  current: KubeObject,
  patch: ParsedPatch,
): KubeObject | undefined {
  if (resource.custom || patch.type === 'json' || !isOwn(patch.value)) return undefined
  const whole = current as unknown as JsonObject
  const part: JsonObject = {}
  for (const field in whole) if (OWN.has(field)) part[field] = whole[field]!
  const patched = patchQuietly(core, resource, part, patch)
  if (!patched) return undefined
  const object: JsonObject = {}
  for (const field in whole) {
    const value = OWN.has(field) ? patched[field] : whole[field]
    if (value !== undefined) object[field] = value
  }
  if (patched.status !== undefined) object.status = patched.status
  const { defaultStatus } = resource.definition
  if (!defaultStatus) return object as unknown as KubeObject
  const stored = resource.toStored(object as unknown as KubeObject)
  defaultStatus(stored)
  return resource.fromStored(stored)
}

function patchQuietly(
  core: Core,
  resource: ServedResource,
  part: JsonObject,
  patch: ParsedPatch,
): JsonObject | undefined {
  try {
    const { object, strict } = patchTyped(part, patch, targetOf(resource), decodeOptions(core))
    if (strict.length > 0) return undefined
    toWireForm(object, resource.schema, builtInDefinitions)
    return object
  } catch (error) {
    if (error instanceof StatusError) return undefined
    throw error
  }
}

// Some kinds have defaults for labels and annotations.
function isOwn(patch: Json): boolean {
  if (!isObject(patch)) return false
  for (const field in patch) if (!OWN.has(field)) return false
  const { labels, annotations } = isObject(patch.metadata) ? patch.metadata : {}
  return labels === undefined && annotations === undefined
}
