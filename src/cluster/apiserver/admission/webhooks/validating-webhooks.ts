import * as kinds from '../../../resources/generated/kinds.ts'
import type { AdmissionPlugin } from '../admission.ts'
import { isExempt } from '../exempt.ts'
import { callWebhook, type WebhookDependencies } from './call-webhook.ts'
import { matchWebhook } from './match-webhook.ts'

/** Asks all webhooks at once; the first that refuses, in their order, is the one that the client hears of. */
export function createValidatingWebhooks(deps: WebhookDependencies): AdmissionPlugin {
  return {
    name: 'ValidatingAdmissionWebhook',
    validate(attributes, context) {
      if (isExempt(attributes.resource.type)) return undefined
      const webhooks = [...context.readAll(kinds.ValidatingWebhookConfiguration)].flatMap((one) => one.webhooks ?? [])
      if (webhooks.length === 0) return undefined
      return (async () => {
        const asked = webhooks.map(async (webhook) => {
          const subject = await matchWebhook(webhook, attributes, context)
          if (subject) await callWebhook(webhook, subject, context, deps, false)
        })
        for (const outcome of await Promise.allSettled(asked)) if (outcome.status === 'rejected') throw outcome.reason
      })()
    },
  }
}
