import { defineResource } from '../define-resource.ts'
import { MutatingWebhookConfiguration } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { webhookColumns } from '../shared/webhook-columns.ts'

export const mutatingWebhookConfiguration = defineResource<types.MutatingWebhookConfiguration>({
  type: MutatingWebhookConfiguration,
  unconditionalUpdate: false,
  generation: 'none',
  columns: webhookColumns,
})
