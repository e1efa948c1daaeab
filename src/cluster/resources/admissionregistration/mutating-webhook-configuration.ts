import { deepEqual } from '../../apimachinery/deep.ts'
import { defineResource, type Mutable } from '../define-resource.ts'
import { MutatingWebhookConfiguration } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { webhookColumns } from '../shared/webhook-columns.ts'
import { defaultWebhook, validateWebhooks } from './webhook-rules.ts'

export const mutatingWebhookConfiguration = defineResource<types.MutatingWebhookConfiguration>({
  type: MutatingWebhookConfiguration,
  unconditionalUpdate: false,
  generation: (object, old) => !deepEqual(object.webhooks, old.webhooks),
  defaults: ({ webhooks }) => webhooks?.forEach((webhook) => defaultMutating(webhook)),
  validate: ({ webhooks }, errors) => validateWebhooks(webhooks, errors.at('webhooks')),
  columns: webhookColumns,
})

function defaultMutating(webhook: Mutable<types.MutatingWebhook>): void {
  defaultWebhook(webhook)
  webhook.reinvocationPolicy ??= 'Never'
}
