import { convertApplied } from '../../apimachinery/apply/convert-applied.ts'
import { parseYaml, YamlSyntaxError } from '../../apimachinery/decode/yaml-text.ts'
import { badRequest, conflict } from '../../apimachinery/errors.ts'
import { deepClone } from '../../apimachinery/deep.ts'
import { apiVersionOf, type Json, type JsonObject, type KubeObject } from '../../apimachinery/object.ts'
import type { GroupVersionKind } from '../admission/admission.ts'
import { checkName, finishObject, reportStrict } from '../body.ts'
import type { Core, RequestContext } from '../core.ts'
import { fieldManagerOf, fieldWrite } from '../field-manager.ts'
import type { ServedResource } from '../served-resource.ts'
import { checkNamespace } from './create.ts'
import type { ApplyRequest } from './patch-request.ts'
import { update, type UpdateTarget } from './update.ts'

/**
 * Server-side apply.
 * @throws StatusError Invalid without a field manager, Conflict for fields of others, BadRequest for what is no configuration of the kind
 */
export async function applyConfiguration(
  core: Core,
  context: RequestContext,
  resource: ServedResource,
  { namespace, name, subresource }: UpdateTarget,
  { text, force }: ApplyRequest,
): Promise<{ object: KubeObject; created: boolean }> {
  const config = readConfiguration(context, text, resource.type)
  const manager = fieldManagerOf(core, resource, subresource)
  const write = fieldWrite(core, resource, context, subresource)
  const transform = (current: KubeObject | undefined) => {
    if (!current) mustBeUnborn(resource, config, name)
    const { object: merged, managedFields } = manager.apply(current, config, force, write)
    const object = finishObject(convert(core, resource, merged), resource)
    // What is not there has no version that the configuration could mean.
    if (!current) object.metadata.resourceVersion = ''
    checkName(object, name)
    checkNamespace(resource, namespace, object.metadata)
    if (managedFields.length > 0) object.metadata.managedFields = managedFields
    else delete object.metadata.managedFields
    return object
  }
  const options = { createIfAbsent: subresource === '', fieldsManaged: true, patched: true }
  return update(core, context, resource, { namespace, name, subresource }, transform, options)
}

function convert(core: Core, resource: ServedResource, merged: JsonObject): KubeObject {
  const copy = deepClone(merged)
  if (!resource.custom) return convertApplied(copy, resource.schema, core.definitions)
  resource.custom.complete(copy)
  return copy as unknown as KubeObject
}

/**
 * The configuration of an apply: of the right kind, by somebody with a name.
 * @throws StatusError Invalid, BadRequest
 */
export function readConfiguration(context: RequestContext, text: string, type: GroupVersionKind): JsonObject {
  const config = parseConfiguration(context, text)
  checkType(type, config)
  return config
}

function parseConfiguration(context: RequestContext, text: string): JsonObject {
  const refuse = (detail: string) => badRequest(`error decoding YAML: ${detail}`)
  let value: Json
  let duplicates: readonly string[]
  try {
    const parsed = parseYaml(text, { exact: context.fieldValidation === 'Strict' })
    value = parsed.value
    duplicates = parsed.duplicates
  } catch (error) {
    if (error instanceof YamlSyntaxError) throw refuse(`error converting YAML to JSON: yaml: ${error.message}`)
    throw error
  }
  if (duplicates.length > 0) {
    const complaint = `error converting YAML to JSON: yaml: unmarshal errors:\n  ${duplicates.join('\n  ')}`
    reportStrict(context, duplicates, () => badRequest(`error strict decoding YAML: ${complaint}`))
  }
  if (value === null) return {}
  if (typeof value === 'object' && !Array.isArray(value)) return value
  const type = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
  throw refuse(
    `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`,
  )
}

function checkType(type: GroupVersionKind, config: JsonObject): void {
  const given = typeof config.apiVersion === 'string' ? config.apiVersion : ''
  const kind = typeof config.kind === 'string' ? config.kind : ''
  if (given === apiVersionOf(type) && kind === type.kind) return
  throw badRequest(`invalid object type: ${given.includes('/') ? given : `/${given}`}, Kind=${kind}`)
}

/** A configuration that names a uid means an object that exists. */
function mustBeUnborn(resource: ServedResource, config: JsonObject, name: string): void {
  const uid = (config.metadata as { uid?: string } | undefined)?.uid
  if (!uid) return
  const detail = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`
  throw conflict(resource.type, name, detail)
}
