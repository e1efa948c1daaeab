import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkSubdomain, report } from '../../apimachinery/names.ts'
import { validateSelector } from '../../apimachinery/selectors.ts'
import { conditionEnvironment } from '../../apiserver/admission/expressions/environment.ts'
import { validateMatchConditions } from '../../apiserver/admission/expressions/validate-expression.ts'
import type { Mutable } from '../define-resource.ts'
import type { MutatingWebhook } from '../generated/types.ts'
import { checkWord } from '../shared/rules.ts'
import { validateReviewVersions, validateWebhookClient } from '../shared/webhook-client.ts'
import { defaultRule, validateRule } from './match-resources.ts'

const DEFAULT_TIMEOUT_SECONDS = 10
const HTTPS_PORT = 443

/** Fills in what a webhook leaves out. */
export function defaultWebhook(webhook: Mutable<MutatingWebhook>): void {
  webhook.failurePolicy ??= 'Fail'
  webhook.matchPolicy ??= 'Equivalent'
  webhook.namespaceSelector ??= {}
  webhook.objectSelector ??= {}
  webhook.timeoutSeconds ??= DEFAULT_TIMEOUT_SECONDS
  const { service } = webhook.clientConfig ?? {}
  if (service) (service as Mutable<typeof service>).port ??= HTTPS_PORT
  for (const rule of webhook.rules ?? []) defaultRule(rule)
}

/** Rules of all webhooks of a configuration. */
export function validateWebhooks(webhooks: readonly MutatingWebhook[] | undefined, errors: FieldErrors): void {
  const seen = new Set<string>()
  webhooks?.forEach((webhook, index) => {
    validateWebhook(webhook, errors.at(index))
    if (webhook.name && seen.has(webhook.name)) errors.at(index, 'name').duplicate(webhook.name)
    seen.add(webhook.name)
  })
}

function validateWebhook(webhook: MutatingWebhook, errors: FieldErrors): void {
  validateName(webhook.name, errors.at('name'))
  webhook.rules?.forEach((rule, index) => validateRule(rule, errors.at('rules', index)))
  checkWord(webhook.failurePolicy, ['Fail', 'Ignore'], errors.at('failurePolicy'))
  checkWord(webhook.matchPolicy, ['Equivalent', 'Exact'], errors.at('matchPolicy'))
  validateSideEffects(webhook.sideEffects, errors.at('sideEffects'))
  const { timeoutSeconds = DEFAULT_TIMEOUT_SECONDS } = webhook
  if (timeoutSeconds < 1 || timeoutSeconds > 30)
    errors.at('timeoutSeconds').invalid(timeoutSeconds, 'the timeout value must be between 1 and 30 seconds')
  checkWord(webhook.reinvocationPolicy, ['IfNeeded', 'Never'], errors.at('reinvocationPolicy'))
  validateSelector(webhook.namespaceSelector, errors.at('namespaceSelector'))
  validateSelector(webhook.objectSelector, errors.at('objectSelector'))
  validateWebhookClient(webhook.clientConfig ?? {}, errors.at('clientConfig'))
  validateMatchConditions(webhook.matchConditions, conditionEnvironment, errors.at('matchConditions'))
  const missing = 'must specify one of v1, v1beta1'
  validateReviewVersions(webhook.admissionReviewVersions ?? [], errors.at('admissionReviewVersions'), missing)
}

function validateName(name: string | undefined, errors: FieldErrors): void {
  if (!name) {
    errors.required()
    return
  }
  const problems = checkSubdomain(name)
  report(errors, name, problems)
  if (problems.length === 0 && name.split('.').length < 3)
    errors.invalid(name, 'should be a domain with at least three segments separated by dots')
}

function validateSideEffects(sideEffects: string | null | undefined, errors: FieldErrors): void {
  if (sideEffects === undefined || sideEffects === null) errors.required('must specify one of None, NoneOnDryRun')
  else checkWord(sideEffects, ['None', 'NoneOnDryRun'], errors)
}
