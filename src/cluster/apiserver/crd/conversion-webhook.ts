import { StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import type { WebhookConversion } from '../../resources/generated/types.ts'
import type { AdmissionContext } from '../admission/admission.ts'
import { CallError, type WebhookCaller } from '../calls/webhook-caller.ts'
import { ConversionError, conversionReviewText, conversionReviewVersion, readConverted } from './conversion-review.ts'

/** What conversion by webhooks needs. */
export interface ConversionDependencies {
  call: WebhookCaller
  context: Pick<AdmissionContext, 'read' | 'readAll'>
  uuid(): string
}

const USER_AGENT = 'kube-apiserver'
const TIMEOUT_SECONDS = 30

/**
 * Lets a webhook bring an object into another version.
 * @throws StatusError when it cannot be called, or its answer is none
 */
export async function convertByWebhook(
  { call, context, uuid }: ConversionDependencies,
  { clientConfig, conversionReviewVersions }: WebhookConversion,
  object: KubeObject,
  apiVersion: string,
): Promise<KubeObject> {
  const failed = (what: string) =>
    new StatusError(500, '', `conversion webhook for ${object.apiVersion}, Kind=${object.kind} ${what}`)
  const version = conversionReviewVersion(conversionReviewVersions)
  const uid = uuid()
  const body = conversionReviewText(object, apiVersion, uid, version)
  try {
    const text = await call({
      client: clientConfig!,
      body,
      userAgent: USER_AGENT,
      timeoutSeconds: TIMEOUT_SECONDS,
      sendsTimeout: true,
      context,
    })
    return readConverted(text, object, apiVersion, uid, version)
  } catch (error) {
    if (error instanceof ConversionError) throw failed(error.message)
    if (error instanceof CallError) throw failed(`failed: ${error.message}`)
    throw error
  }
}
