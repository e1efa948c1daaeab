import { forbidden, StatusError, type StatusReason } from '../../../apimachinery/errors.ts'
import * as kinds from '../../../resources/generated/kinds.ts'
import type { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../../resources/generated/types.ts'
import type { Authorize } from '../../../cel/functions/authorizer.ts'
import type { ServedResource } from '../../served-resource.ts'
import type { AdmissionAttributes, AdmissionContext, AdmissionPlugin } from '../admission.ts'
import { withAuthorizer } from '../expressions/authorize.ts'
import { authorizerValues, requestValues } from '../expressions/request-values.ts'
import { isExempt } from '../exempt.ts'
import { matchRequest } from '../match-request.ts'
import { subjectOf } from '../review-subject.ts'
import { compilePolicy, type CompiledPolicy } from './compiled-policy.ts'
import { evaluatePolicy, type Refusal } from './evaluate-policy.ts'
import { ConfigurationError, findParams } from './params.ts'

/** What a policy said by one of its bindings; without one it cannot be used at all. */
interface Verdict extends Refusal {
  policy: string
  binding?: ValidatingAdmissionPolicyBinding
}

/** Refuses, warns of or notes what policies do not want. */
export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  validate(attributes, context) {
    if (isExempt(attributes.resource.type)) return undefined
    const bindings = [...context.readAll(kinds.ValidatingAdmissionPolicyBinding)]
    return bindings.length === 0 ? undefined : judge(attributes, context, bindings)
  },
}

async function judge(
  attributes: AdmissionAttributes,
  context: AdmissionContext,
  bindings: readonly ValidatingAdmissionPolicyBinding[],
): Promise<void> {
  const verdicts: Verdict[] = []
  for (const policy of context.readAll(kinds.ValidatingAdmissionPolicy)) {
    const own = bindings.filter(({ spec }) => spec?.policyName === policy.metadata.name)
    if (own.length === 0) continue
    const resource = matchRequest(constraintsOf(policy), attributes, context)
    if (resource) verdicts.push(...(await judgeBy(policy, own, resource, attributes, context)))
  }
  enforce(verdicts, attributes)
}

function constraintsOf({ spec }: ValidatingAdmissionPolicy) {
  const { resourceRules = [], excludeResourceRules, ...rest } = spec?.matchConstraints ?? {}
  return { rules: resourceRules, ...(excludeResourceRules && { excludedRules: excludeResourceRules }), ...rest }
}

async function judgeBy(
  policy: ValidatingAdmissionPolicy,
  bindings: readonly ValidatingAdmissionPolicyBinding[],
  resource: ServedResource,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Promise<Verdict[]> {
  const compiled = compilePolicy(policy)
  const { paramKind } = compiled.spec
  const applying = bindings.filter((binding) => applies(binding, attributes, context))
  if (applying.length === 0) return []
  if (paramKind && !context.findKind(paramKind.apiVersion ?? '', paramKind.kind ?? ''))
    return misconfigured(
      compiled,
      `failed to configure policy: failed to find resource referenced by paramKind: '${paramKind.apiVersion}, Kind=${paramKind.kind}'`,
    )
  const subject = await subjectOf(attributes, resource)
  const values = requestValues(subject, context)
  const run = (authorize: Authorize) =>
    applying.flatMap((binding) =>
      judgeBinding(compiled, binding, { ...values, ...authorizerValues(subject, authorize) }, attributes, context),
    )
  return withAuthorizer(context, attributes.user, run)
}

function judgeBinding(
  policy: CompiledPolicy,
  binding: ValidatingAdmissionPolicyBinding,
  values: Record<string, unknown>,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): Verdict[] {
  const { paramKind } = policy.spec
  try {
    const params = paramKind ? findParams(paramKind, binding, attributes, context) : [undefined]
    return params
      .flatMap((param) => evaluatePolicy(policy, values, param))
      .map((refusal) => ({ ...refusal, policy: policy.name, binding }))
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return misconfigured(policy, `failed to configure binding: ${error.message}`, binding)
  }
}

function misconfigured(policy: CompiledPolicy, message: string, binding?: ValidatingAdmissionPolicyBinding): Verdict[] {
  if (policy.spec.failurePolicy === 'Ignore') return []
  return [{ message, reason: 'Invalid', policy: policy.name, ...(binding && { binding }) }]
}

function applies(
  { spec }: ValidatingAdmissionPolicyBinding,
  attributes: AdmissionAttributes,
  context: AdmissionContext,
): boolean {
  const { resourceRules, excludeResourceRules, ...rest } = spec?.matchResources ?? {}
  const match = {
    ...(resourceRules?.length && { rules: resourceRules }),
    ...(excludeResourceRules && { excludedRules: excludeResourceRules }),
    ...rest,
  }
  return matchRequest(match, attributes, context) !== undefined
}

function enforce(verdicts: readonly Verdict[], { warnings, resource, name }: AdmissionAttributes): void {
  const denied: Verdict[] = []
  for (const verdict of verdicts) {
    const { policy, binding, message } = verdict
    const actions = binding?.spec?.validationActions ?? ['Deny']
    if (actions.includes('Deny')) denied.push(verdict)
    if (actions.includes('Warn'))
      warnings.push(
        `Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding!.metadata.name}': ${message}`,
      )
  }
  const [first] = denied
  if (!first) return
  const by = first.binding ? ` with binding '${first.binding.metadata.name}'` : ''
  const message = `ValidatingAdmissionPolicy '${first.policy}'${by} denied request: ${first.message}`
  const error = forbidden(resource.type, name, message)
  const details = { ...error.details, causes: [{ message }] }
  throw new StatusError(CODES[first.reason] ?? 422, first.reason as StatusReason, error.message, details)
}

const CODES: Readonly<Record<string, number>> = { Unauthorized: 401, Forbidden: 403, RequestEntityTooLarge: 413 }
