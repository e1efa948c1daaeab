import type { JsonObject } from '../../../apimachinery/object.ts'
import { NOT_AN_OBJECT } from '../../calls/not-an-object.ts'
import { requestOf } from '../expressions/request-values.ts'
import type { ReviewSubject } from '../review-subject.ts'

/** What a webhook said. */
export interface ReviewAnswer {
  allowed: boolean
  status: { code?: number; reason?: string; message?: string; details?: JsonObject }
  warnings: readonly string[]
  /** The text of a JSON patch. */
  patch: string | undefined
}

/** An answer that is none; the message is the server's. */
export class ReviewError extends Error {
  override name = 'ReviewError'
}

const VERSIONS = ['v1', 'v1beta1']

/** The first version of the review that both sides know. */
export function reviewVersion(versions: readonly string[]): string {
  const found = versions.find((version) => VERSIONS.includes(version))
  if (!found) throw new ReviewError('webhook does not accept known AdmissionReview versions (v1, v1beta1)')
  return found
}

/** The text that is posted to a webhook. */
export function reviewText(subject: ReviewSubject, uid: string, version: string): string {
  const { options, dryRun, ...request } = requestOf(subject)
  return JSON.stringify({
    kind: 'AdmissionReview',
    apiVersion: `admission.k8s.io/${version}`,
    request: {
      uid,
      ...request,
      object: subject.object,
      oldObject: subject.oldObject,
      dryRun,
      options,
    },
  })
}

/** Reads an answer. @throws ReviewError */
export function readAnswer(text: string, uid: string, version: string, mutating: boolean): ReviewAnswer {
  const review = parse(text)
  const refuse = (why: string) => new ReviewError(`received invalid webhook response: ${why}`)
  const apiVersion = `admission.k8s.io/${version}`
  const { apiVersion: given = '', kind = '' } = review as { apiVersion?: string; kind?: string }
  const response = review.response as JsonObject | null | undefined
  if (kind === 'AdmissionReview' && given !== apiVersion && given.startsWith('admission.k8s.io/')) {
    const other = given.split('/')[1]
    throw new ReviewError(
      `failed to call webhook: converting (${other}.AdmissionReview) to (${version}.AdmissionReview): unknown conversion`,
    )
  }
  if (!response) throw refuse('webhook response was absent')
  if (version === 'v1') {
    if (response.uid !== uid)
      throw refuse(`expected response.uid=${JSON.stringify(uid)}, got ${JSON.stringify(response.uid ?? '')}`)
    if (given !== apiVersion || kind !== 'AdmissionReview') {
      const [group, part = ''] = given.includes('/') ? given.split('/') : ['', given]
      throw refuse(
        `expected webhook response of ${apiVersion}, Kind=AdmissionReview, got ${group}/${part}, Kind=${kind}`,
      )
    }
    checkPatch(response, mutating, refuse)
  }
  return {
    allowed: response.allowed === true,
    status: (response.status ?? {}) as ReviewAnswer['status'],
    warnings: (response.warnings ?? []) as string[],
    patch: mutating && typeof response.patch === 'string' ? decodeUtf8(response.patch) : undefined,
  }
}

function parse(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The server reads it as YAML then, where any text is a string.
    throw new ReviewError(`failed to call webhook: ${NOT_AN_OBJECT}`)
  }
  if (typeof value !== 'object' || value === null) throw new ReviewError(`failed to call webhook: ${NOT_AN_OBJECT}`)
  return value as JsonObject
}

function checkPatch({ patch, patchType }: JsonObject, mutating: boolean, refuse: (why: string) => ReviewError): void {
  if (!mutating) {
    if (patch) throw refuse('validating webhook may not return response.patch')
    if (patchType) throw refuse('validating webhook may not return response.patchType')
    return
  }
  if (patch && !patchType) throw refuse('webhook returned response.patch but not response.patchType')
  if (!patch && patchType) throw refuse('webhook returned response.patchType but not response.patch')
  if (patchType && patchType !== 'JSONPatch')
    throw refuse(`webhook returned invalid response.patchType of ${JSON.stringify(patchType)}`)
}

const decodeUtf8 = (base64: string) =>
  new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)))
