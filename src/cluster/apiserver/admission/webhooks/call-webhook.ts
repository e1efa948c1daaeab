import { badRequest, internalError, StatusError, type StatusReason } from '../../../apimachinery/errors.ts'
import type { MutatingWebhook } from '../../../resources/generated/types.ts'
import { CallError, ClientError, type WebhookCaller } from '../../calls/webhook-caller.ts'
import type { AdmissionContext } from '../admission.ts'
import type { ReviewSubject } from '../review-subject.ts'
import { readAnswer, ReviewError, reviewText, reviewVersion, type ReviewAnswer } from './admission-review.ts'

/** What both kinds of webhooks need. */
export interface WebhookDependencies {
  call: WebhookCaller
  uuid(): string
  warn(message: string, details: Record<string, unknown>): void
}

const USER_AGENT = 'kube-apiserver-admission'
const DEFAULT_TIMEOUT_SECONDS = 10

/**
 * Asks a webhook about a request.
 * @returns its answer; `undefined` when it cannot be asked and may be left out.
 * @throws StatusError when it refuses, or cannot be asked and may not be left out
 */
export async function callWebhook(
  webhook: MutatingWebhook,
  subject: ReviewSubject,
  context: AdmissionContext,
  deps: WebhookDependencies,
  mutating: boolean,
): Promise<ReviewAnswer | undefined> {
  const { name, sideEffects, clientConfig, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = webhook
  if (subject.attributes.dryRun && sideEffects !== 'None' && sideEffects !== 'NoneOnDryRun')
    throw badRequest(`admission webhook ${JSON.stringify(name)} does not support dry run`)
  let answer: ReviewAnswer
  try {
    const version = reviewVersion(webhook.admissionReviewVersions)
    const uid = deps.uuid()
    const body = reviewText(subject, uid, version)
    const call = { client: clientConfig, body, userAgent: USER_AGENT, timeoutSeconds, sendsTimeout: true, context }
    answer = readAnswer(await deps.call(call), uid, version, mutating)
  } catch (error) {
    if (error instanceof ReviewError || error instanceof ClientError) return failed(webhook, error.message, deps)
    if (error instanceof CallError) return failed(webhook, `failed to call webhook: ${error.message}`, deps)
    throw error
  }
  subject.attributes.warnings.push(...answer.warnings)
  if (!answer.allowed) throw refusal(name, answer)
  return answer
}

/** @throws StatusError InternalError unless the webhook may be left out */
export function failed(webhook: MutatingWebhook, why: string, deps: WebhookDependencies): undefined {
  const message = `failed calling webhook ${JSON.stringify(webhook.name)}: ${why}`
  if (webhook.failurePolicy !== 'Ignore') throw internalError(message)
  deps.warn('failing open', { message })
  return undefined
}

const BAD_REQUEST = 400

function refusal(name: string, { status }: ReviewAnswer): StatusError {
  const { code = BAD_REQUEST, reason = '', message, details } = status
  const why = message || reason
  const text = why
    ? `admission webhook ${JSON.stringify(name)} denied the request: ${why}`
    : `admission webhook ${JSON.stringify(name)} denied the request without explanation`
  // A refusal has to look like one.
  return new StatusError(Math.max(code, BAD_REQUEST), reason as StatusReason, text, details)
}
