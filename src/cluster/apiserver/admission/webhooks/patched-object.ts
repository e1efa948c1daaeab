import { decodePatched } from '../../../apimachinery/decode/decode-body.ts'
import { DecodeError } from '../../../apimachinery/decode/decode-typed.ts'
import { deepClone } from '../../../apimachinery/deep.ts'
import { internalError, StatusError } from '../../../apimachinery/errors.ts'
import type { JsonObject, KubeObject } from '../../../apimachinery/object.ts'
import { applyJsonPatch, type JsonPatchOperation } from '../../../apimachinery/patch/json-patch.ts'
import { finishObject, targetOf } from '../../body.ts'
import { builtInDefinitions } from '../../registry.ts'
import type { ReviewSubject } from '../review-subject.ts'

/** A patch that cannot be read. */
export class PatchTextError extends Error {
  override name = 'PatchTextError'
}

/**
 * What a webhook's patch makes of the object.
 * @throws PatchTextError
 * @throws StatusError InternalError for a patch that does not fit, or whose result is no object of the kind
 */
export function patchedObject({ object, resource, attributes }: ReviewSubject, text: string): JsonObject {
  const operations = parse(text)
  let result = deepClone(object!)
  for (const operation of operations) result = carryOut(result, operation)
  if (attributes.view) return result
  try {
    if (resource.custom) {
      resource.custom.complete(result)
      return result
    }
    const options = { definitions: builtInDefinitions, find: () => undefined }
    const decoded = decodePatched(result, targetOf(resource), options)
    return finishObject(decoded.object as unknown as KubeObject, resource) as unknown as JsonObject
  } catch (error) {
    if (error instanceof DecodeError) throw internalError(error.message)
    throw error
  }
}

function parse(text: string): JsonPatchOperation[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const [first = ''] = text.trim()
    throw new PatchTextError(
      first === '' ? 'unexpected end of JSON input' : `invalid character '${first}' looking for beginning of value`,
    )
  }
  if (Array.isArray(value)) return value as JsonPatchOperation[]
  if (value === null) return []
  const type = typeof value === 'object' ? 'object' : typeof value === 'boolean' ? 'bool' : typeof value
  throw new PatchTextError(`json: cannot unmarshal ${type} into Go value of type jsonpatch.Patch`)
}

function carryOut(document: JsonObject, operation: JsonPatchOperation): JsonObject {
  try {
    return applyJsonPatch(document, [operation]) as JsonObject
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    throw internalError(misfit(operation))
  }
}

/** Why an operation does not fit, as the server's library says it. */
function misfit({ op = '', path = '', from = '' }: JsonPatchOperation): string {
  const key = path.slice(path.lastIndexOf('/') + 1)
  switch (op) {
    case 'remove':
      return `error in remove for path: '${path}': Unable to remove nonexistent key: ${key}: missing value`
    case 'add':
      return `add operation does not apply: doc is missing path: ${JSON.stringify(path)}: missing value`
    case 'replace':
      return `replace operation does not apply: doc is missing path: ${path}: missing value`
    case 'move':
    case 'copy':
      return `${op} operation does not apply: doc is missing from path: ${from}: missing value`
    case 'test':
      return `testing value ${path} failed: test failed`
    default:
      return `Unexpected kind: ${op}`
  }
}
