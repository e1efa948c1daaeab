import { deepEqual } from '../../../apimachinery/deep.ts'
import type { AnyObject, JsonObject, KubeObject } from '../../../apimachinery/object.ts'
import * as kinds from '../../../resources/generated/kinds.ts'
import type { MutatingWebhook } from '../../../resources/generated/types.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from '../admission.ts'
import { isExempt } from '../exempt.ts'
import type { ReviewSubject } from '../review-subject.ts'
import { callWebhook, failed, type WebhookDependencies } from './call-webhook.ts'
import { matchWebhook } from './match-webhook.ts'
import { PatchTextError, patchedObject } from './patched-object.ts'

/** Lets webhooks change a request, one after the other; those that want to are asked again when later ones changed it, too. */
export function createMutatingWebhooks(deps: WebhookDependencies): AdmissionPlugin {
  const rounds = new WeakMap<AdmissionAttributes, Round>()
  return {
    name: 'MutatingAdmissionWebhook',
    mutate(attributes, context) {
      if (isExempt(attributes.resource.type)) return undefined
      const webhooks = [...context.readAll(kinds.MutatingWebhookConfiguration)].flatMap((one) => one.webhooks ?? [])
      if (webhooks.length === 0) return undefined
      const before = rounds.get(attributes)
      const round = new Round(deps, attributes, context)
      rounds.set(attributes, round)
      return round.run(before ? before.again(webhooks) : webhooks)
    },
  }
}

class Round {
  readonly #deps: WebhookDependencies
  readonly #attributes: AdmissionAttributes
  readonly #context: AdmissionContext
  /** What each webhook left behind, by name. */
  readonly #seen = new Map<string, string>()

  constructor(deps: WebhookDependencies, attributes: AdmissionAttributes, context: AdmissionContext) {
    this.#deps = deps
    this.#attributes = attributes
    this.#context = context
  }

  async run(webhooks: readonly MutatingWebhook[]): Promise<void> {
    for (const webhook of webhooks) {
      const subject = await matchWebhook(webhook, this.#attributes, this.#context)
      if (subject) await this.#ask(webhook, subject)
    }
  }

  /** Those that want to see what others did after them. */
  again(webhooks: readonly MutatingWebhook[]): MutatingWebhook[] {
    const now = JSON.stringify(this.#attributes.object)
    return webhooks.filter(
      ({ name, reinvocationPolicy }) =>
        reinvocationPolicy === 'IfNeeded' && this.#seen.has(name) && this.#seen.get(name) !== now,
    )
  }

  async #ask(webhook: MutatingWebhook, subject: ReviewSubject): Promise<void> {
    const answer = await callWebhook(webhook, subject, this.#context, this.#deps, true)
    if (answer?.patch !== undefined && subject.object) {
      try {
        const changed = patchedObject(subject, answer.patch)
        if (!deepEqual(changed, subject.object)) await this.#take(subject, changed)
      } catch (error) {
        if (!(error instanceof PatchTextError)) throw error
        failed(webhook, `received undecodable patch in webhook response: ${error.message}`, this.#deps)
      }
    }
    this.#seen.set(webhook.name, JSON.stringify(this.#attributes.object))
  }

  async #take({ attributes, resource }: ReviewSubject, changed: JsonObject): Promise<void> {
    const { object, view } = attributes
    // What connects has nothing to be changed.
    if (!object) return
    attributes.changed = true
    if (view) view.change?.(object, changed as unknown as KubeObject)
    else {
      const wanted = changed as unknown as KubeObject
      const { custom } = attributes.resource
      replaceContent(object, (await (custom?.convert(wanted) ?? resource.toStored(wanted))) as AnyObject)
    }
  }
}

/** Others hold on to the object, so that it has to stay the same one. */
function replaceContent(object: AnyObject, content: AnyObject): void {
  const target = object as unknown as Record<string, unknown>
  for (const key of Object.keys(target)) if (!(key in content)) delete target[key]
  Object.assign(target, content)
}
