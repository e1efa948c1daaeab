import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Json, JsonObject, KubeObject, ObjectMeta } from '../../apimachinery/object.ts'
import { validateAnnotations, validateLabels } from '../../apimachinery/names.ts'
import { NOT_AN_OBJECT } from '../calls/not-an-object.ts'

/** An answer that is none; the message follows the name of the webhook. */
export class ConversionError extends Error {
  override name = 'ConversionError'
}

const GROUP = 'apiextensions.k8s.io'
const VERSIONS = ['v1', 'v1beta1']

/** The first version of the review that both sides know. */
export function conversionReviewVersion(versions: readonly string[]): string {
  // The definition was refused if it names none.
  return versions.find((version) => VERSIONS.includes(version)) ?? 'v1'
}

/** The text that is posted to a webhook. */
export function conversionReviewText(object: KubeObject, apiVersion: string, uid: string, version: string): string {
  return JSON.stringify({
    kind: 'ConversionReview',
    apiVersion: `${GROUP}/${version}`,
    request: { uid, desiredAPIVersion: apiVersion, objects: [object] },
  })
}

/**
 * The object that a webhook made of another.
 * @throws ConversionError
 */
export function readConverted(
  text: string,
  object: KubeObject,
  apiVersion: string,
  uid: string,
  version: string,
): KubeObject {
  const { objects } = readResponse(text, uid, version)
  if (objects.length !== 1) throw new ConversionError(`returned ${objects.length} objects, expected 1`)
  const [converted] = objects
  if (typeof converted !== 'object' || converted === null || Array.isArray(converted))
    throw new ConversionError('returned invalid object at index 0: it is no object')
  checkType(converted, object, apiVersion)
  return { ...converted, metadata: keptMetadata(converted, object) } as unknown as KubeObject
}

function readResponse(text: string, uid: string, version: string): { objects: Json[] } {
  const failed = (why: string) => new ConversionError(`failed: ${why}`)
  const review = parse(text)
  const apiVersion = `${GROUP}/${version}`
  const { apiVersion: given = '', kind = '' } = review as { apiVersion?: string; kind?: string }
  const [group, part] = given.includes('/') ? given.split('/') : ['', given]
  if (kind === 'ConversionReview' && group === GROUP && given !== apiVersion && VERSIONS.includes(part!))
    throw failed(`converting (${part}.ConversionReview) to (${version}.ConversionReview): unknown conversion`)
  if (kind !== 'ConversionReview' || given !== apiVersion)
    throw failed(
      given && kind
        ? `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(given)} in scheme "pkg/runtime/scheme.go:111"`
        : `expected webhook response of ${apiVersion}, Kind=ConversionReview, got ${group}/${part}, Kind=${kind}`,
    )
  const response = review.response as JsonObject | null | undefined
  if (!response) throw failed('no response provided')
  if (version === 'v1' && response.uid !== uid)
    throw failed(`expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response.uid ?? '')}`)
  const { status = '', message } = (response.result ?? {}) as { status?: string; message?: string }
  if (status !== 'Success') throw failed(message || `response.result.status was '${status}', not 'Success'`)
  return { objects: Array.isArray(response.convertedObjects) ? response.convertedObjects : [] }
}

function parse(text: string): JsonObject {
  if (text === '')
    throw new ConversionError('failed: 0-length response with status code: 200 and content type: application/json')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The server reads it as YAML then, where any text is a string.
    throw new ConversionError(`failed: ${NOT_AN_OBJECT}`)
  }
  if (typeof value !== 'object' || value === null) throw new ConversionError(`failed: ${NOT_AN_OBJECT}`)
  return value as JsonObject
}

function checkType(converted: JsonObject, { kind }: KubeObject, apiVersion: string): void {
  const refuse = (what: string, wanted: string, found: Json = '') =>
    new ConversionError(
      `returned invalid object at index 0: invalid ${what} (expected ${wanted}, received ${typeof found === 'string' ? found : JSON.stringify(found)})`,
    )
  if (converted.apiVersion !== apiVersion) throw refuse('groupVersion', apiVersion, converted.apiVersion)
  if (converted.kind !== kind) throw refuse('kind', kind, converted.kind)
}

/** A webhook may change labels and annotations; everything else of the metadata stays, and who the object is must be said. */
function keptMetadata(converted: JsonObject, { metadata }: KubeObject): ObjectMeta {
  const given = (converted.metadata ?? {}) as Partial<ObjectMeta>
  const same = [
    ['name', 'name'],
    ['namespace', 'namespace'],
    ['UID', 'uid'],
  ] as const
  for (const [shown, field] of same)
    if ((given[field] ?? '') !== (metadata[field] ?? ''))
      throw new ConversionError(
        `returned invalid object: must have the same ${shown}: ${metadata[field] ?? ''} != ${given[field] ?? ''}`,
      )
  const errors = new FieldErrors('metadata')
  if (given.labels) validateLabels(given.labels, errors.at('labels'))
  if (given.annotations) validateAnnotations(given.annotations, errors.at('annotations'))
  const [first] = errors.list
  if (first) throw new ConversionError(`returned invalid metadata: ${first.field}: ${first.message}`)
  const { labels: _labels, annotations: _annotations, ...rest } = metadata
  return {
    ...rest,
    ...(given.labels && { labels: given.labels }),
    ...(given.annotations && { annotations: given.annotations }),
  }
}
