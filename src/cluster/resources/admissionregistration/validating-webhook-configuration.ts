import { deepEqual } from '../../apimachinery/deep.ts'
import { defineResource } from '../define-resource.ts'
import { ValidatingWebhookConfiguration } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { webhookColumns } from '../shared/webhook-columns.ts'
import { defaultWebhook, validateWebhooks } from './webhook-rules.ts'

export const validatingWebhookConfiguration = defineResource<types.ValidatingWebhookConfiguration>({
  type: ValidatingWebhookConfiguration,
  unconditionalUpdate: false,
  generation: (object, old) => !deepEqual(object.webhooks, old.webhooks),
  defaults: ({ webhooks }) => webhooks?.forEach((webhook) => defaultWebhook(webhook)),
  validate: ({ webhooks }, errors) => validateWebhooks(webhooks, errors.at('webhooks')),
  columns: webhookColumns,
})
