import { forbidden } from '../../../apimachinery/errors.ts'
import type { MutatingWebhook } from '../../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionContext } from '../admission.ts'
import { conditionEnvironment } from '../expressions/environment.ts'
import { evaluateConditions } from '../expressions/match-conditions.ts'
import { withAuthorizer } from '../expressions/authorize.ts'
import { authorizerValues, requestValues } from '../expressions/request-values.ts'
import { matchRequest } from '../match-request.ts'
import { subjectOf, type ReviewSubject } from '../review-subject.ts'

/**
 * The request as a webhook wants to see it, `undefined` when it is none of its own.
 * @throws StatusError Forbidden when the webhook's conditions fail and may not be left out
 */
export async function matchWebhook(
  webhook: MutatingWebhook,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<ReviewSubject | undefined> {
  const { rules = [], matchPolicy, namespaceSelector, objectSelector, matchConditions } = webhook
  const match = {
    rules,
    ...(matchPolicy && { matchPolicy }),
    ...(namespaceSelector && { namespaceSelector }),
    ...(objectSelector && { objectSelector }),
  }
  const resource = matchRequest(match, attributes, context)
  if (!resource) return undefined
  const subject = await subjectOf(attributes, resource)
  if (!matchConditions?.length) return subject
  const values = requestValues(subject, context)
  const verdict = await withAuthorizer(context, attributes.user, (authorize) =>
    evaluateConditions(matchConditions, conditionEnvironment, { ...values, ...authorizerValues(subject, authorize) }),
  )
  if (verdict.error === undefined) return verdict.matches ? subject : undefined
  if (webhook.failurePolicy === 'Ignore') return undefined
  throw forbidden(attributes.resource.type, attributes.name, verdict.error)
}
