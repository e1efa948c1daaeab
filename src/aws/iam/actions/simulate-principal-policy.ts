import { contextOf } from '../authorize.ts'
import { evaluate } from '../policy/evaluate.ts'
import { findPrincipal, type Principal } from '../find-principal.ts'
import { iamErrors } from '../errors.ts'
import { page, type PageInput } from '../paginate.ts'
import { parsePolicy } from '../policy/document.ts'
import { deciding, policiesOf, type NamedPolicy } from '../named-policies.ts'
import { defineAction } from '../../define.ts'
import type { Caller } from '../caller.ts'
import type { ConditionContext } from '../policy/conditions.ts'

interface ContextEntry {
  ContextKeyName?: string
  ContextKeyValues?: string[]
}

interface Input extends PageInput {
  PolicySourceArn: string
  PolicyInputList?: string[]
  ActionNames: string[]
  ResourceArns?: string[]
  ContextEntries?: ContextEntry[]
}

/**
 * What a user's or role's policies say of actions, without doing them.
 * Differs: the statements that decide are named by their policy, not by their place in it.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 */
export const simulatePrincipalPolicy = defineAction<Input>({
  name: 'SimulatePrincipalPolicy',
  unsupported: [
    'PermissionsBoundaryPolicyInputList',
    'PolicyExclusionList',
    'ResourcePolicy',
    'ResourceOwner',
    'CallerArn',
    'ResourceHandlingOption',
  ],
  resources: (_call, { PolicySourceArn }) => [PolicySourceArn],
  handle({ account, caller, region }, input) {
    const principal = findPrincipal(account, input.PolicySourceArn)
    const policies = [
      ...policiesOf(account, principal),
      ...(input.PolicyInputList ?? []).map((document, index) => ({
        id: `PolicyInputList.${index + 1}`,
        statements: parsePolicy(document, 'identity'),
      })),
    ]
    const context = contextFor(
      contextOf(asCaller(principal, caller), region, account.clock.now()),
      input.ContextEntries ?? [],
    )
    const results = input.ActionNames.flatMap((action) => {
      if (!/^[a-z0-9-]+:[a-z0-9]+$/i.test(action)) throw iamErrors.invalidInput(`Invalid Action Name: ${action}`)
      return (input.ResourceArns ?? ['*']).map((resource) => resultOf(policies, { action, resource, context }))
    })
    const { items, ...rest } = page(results, input)
    return { EvaluationResults: items, ...rest }
  },
})

function resultOf(policies: readonly NamedPolicy[], question: Parameters<typeof evaluate>[1]): object {
  const EvalDecision = evaluate(
    policies.flatMap(({ statements }) => statements),
    question,
  )
  return {
    EvalActionName: question.action,
    EvalResourceName: question.resource,
    EvalDecision,
    MatchedStatements: deciding(policies, question, EvalDecision).map(({ id }) => ({
      SourcePolicyId: id,
      SourcePolicyType: 'IAM Policy',
    })),
    MissingContextValues: [],
  }
}

/** The principal as it would call; what the simulation names wins over that. */
const asCaller = ({ kind, name, holder, id }: Principal, { accountId }: Caller): Caller => ({
  kind,
  accountId,
  arn: holder.Arn,
  userId: id,
  principalArn: holder.Arn,
  name,
  accessKeyId: '',
})

const contextFor = (known: ConditionContext, entries: readonly ContextEntry[]): ConditionContext =>
  new Map([
    ...known,
    ...entries.map(
      ({ ContextKeyName = '', ContextKeyValues = [] }) => [ContextKeyName.toLowerCase(), ContextKeyValues] as const,
    ),
  ])
