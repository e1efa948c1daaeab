import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { CustomResourceDefinitionSpec } from '../../resources/generated/types.ts'
import { validateReviewVersions, validateWebhookClient } from '../../resources/shared/webhook-client.ts'

const NOT_CALLED = 'should not be set when strategy is not set to Webhook'

/** Rules of how a definition's versions are converted. */
export function validateConversion(
  { conversion, preserveUnknownFields }: CustomResourceDefinitionSpec,
  errors: FieldErrors,
): void {
  const at = errors.at('conversion')
  const strategy = conversion?.strategy ?? ''
  if (preserveUnknownFields && strategy !== 'None')
    at.at('strategy').invalid(strategy, 'must be None if spec.preserveUnknownFields is true')
  if (strategy !== 'None' && strategy !== 'Webhook') {
    if (strategy === '') at.at('strategy').required()
    else at.at('strategy').notSupported(strategy, ['None', 'Webhook'])
  }
  if (strategy === 'Webhook') {
    const client = conversion?.webhook?.clientConfig
    const clientAt = at.at('webhookClientConfig')
    if (!client) clientAt.required('required when strategy is set to Webhook')
    else validateWebhookClient(client, clientAt)
    validateReviewVersions(conversion?.webhook?.conversionReviewVersions ?? [], at.at('conversionReviewVersions'))
  } else {
    const { clientConfig, conversionReviewVersions = [] } = conversion?.webhook ?? {}
    if (clientConfig) at.at('webhookClientConfig').forbidden(NOT_CALLED)
    if (conversionReviewVersions.length > 0) at.at('conversionReviewVersions').forbidden(NOT_CALLED)
  }
  if (preserveUnknownFields)
    errors
      .at('preserveUnknownFields')
      .invalid(
        true,
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
      )
}
