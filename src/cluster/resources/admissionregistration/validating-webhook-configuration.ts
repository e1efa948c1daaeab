import { defineResource } from '../define-resource.ts'
import { ValidatingWebhookConfiguration } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { webhookColumns } from '../shared/webhook-columns.ts'

export const validatingWebhookConfiguration = defineResource<types.ValidatingWebhookConfiguration>({
  type: ValidatingWebhookConfiguration,
  unconditionalUpdate: false,
  generation: 'none',
  columns: webhookColumns,
})
