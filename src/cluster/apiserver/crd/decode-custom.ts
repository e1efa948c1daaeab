import { isObject } from '#base'
import { DecodeError } from '../../apimachinery/decode/decode-typed.ts'
import { duplicateFields } from '../../apimachinery/decode/duplicates.ts'
import { parseBodyText, refuseBody, type DecodedBody } from '../../apimachinery/decode/decode-body.ts'
import { badRequest, invalid } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { JsonObject } from '../../apimachinery/object.ts'
import { patchJson, unfit, type Patched } from '../../apimachinery/patch/patch.ts'
import { patchedText } from '../../apimachinery/patch/patched-text.ts'
import type { ParsedPatch } from '../../apimachinery/patch/parse-patch.ts'
import type { ServedResource } from '../served-resource.ts'

/**
 * Decodes the body of a request into an object of a custom resource.
 * @throws StatusError BadRequest, Invalid with the server's words
 */
export function decodeCustom(
  body: string | Uint8Array,
  mediaType: 'json' | 'yaml',
  resource: ServedResource,
): DecodedBody {
  const data = typeof body === 'string' ? body : new TextDecoder().decode(body)
  const { type, apiVersion } = resource
  const { text, duplicates } = parseBodyText(data, mediaType, (detail) => refuseBody(type, data, null, detail))
  const value = text.value
  if (!isObject(value)) throw refuseBody(type, data, value)
  for (const field of ['apiVersion', 'kind']) {
    const part = value[field]
    if (part !== undefined && part !== null && typeof part !== 'string') throw refuseBody(type, data, value)
  }
  if (!value.kind) throw refuseBody(type, data, value, `Object 'Kind' is missing in '${data}'`)
  const given = (value.apiVersion as string | undefined) ?? ''
  if (given !== apiVersion)
    throw badRequest(`the API version in the data (${given}) does not match the expected API version (${apiVersion})`)
  // Verbatim: of YAML each repeated key is reported by itself here.
  const repeated = duplicates.flatMap((complaint) => complaint.split('\n  ').slice(1))
  const strict = [...repeated, ...duplicateFields(value, text.notes)]
  try {
    strict.push(...resource.custom!.complete(value))
  } catch (error) {
    if (error instanceof DecodeError)
      throw badRequest(
        `${type.kind} in version "${type.version}" cannot be handled as a ${type.kind}: ${error.message}`,
      )
    throw error
  }
  mustBeOfKind(value, resource)
  return { object: value, strict }
}

/**
 * Carries out a patch of an object of a custom resource.
 * @param current unchanged.
 * @throws StatusError
 */
export function patchCustom(current: JsonObject, patch: ParsedPatch, resource: ServedResource): Patched {
  const result = patchJson(current, patch, resource, { definitions: {} })
  const structure = { schema: {}, definitions: {}, messages: {} }
  // Computed anew, as completing changes the result.
  const shown = () => patchedText(patchJson(current, patch, resource, structure), patch, structure)
  if (!isObject(result) || !result.kind) throw unfit(shown(), `Object 'Kind' is missing in '${shown()}'`)
  try {
    const strict = [...new Set([...patch.strict, ...resource.custom!.complete(result)])]
    mustBeOfKind(result, resource)
    if (strict.length === 0) return { object: result, strict }
    return { object: result, strict, strictError: unfit(shown(), `strict decoding error: ${strict.join(', ')}`) }
  } catch (error) {
    if (error instanceof DecodeError) throw unfit(shown(), error.message)
    throw error
  }
}

function mustBeOfKind(object: JsonObject, { type, apiVersion }: ServedResource): void {
  const { name = '' } = object.metadata as { name?: string }
  const errors = new FieldErrors()
  if (object.kind !== type.kind) errors.at('kind').invalid(object.kind, `must be ${type.kind}`)
  if (object.apiVersion !== apiVersion) errors.at('apiVersion').invalid(object.apiVersion, `must be ${apiVersion}`)
  if (errors.list.length > 0) throw invalid({ group: type.group, kind: object.kind as string }, name, errors.list)
}
