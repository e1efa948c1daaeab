import { evaluate, type Decision } from './policy/evaluate.ts'
import { parsePolicy } from './policy/document.ts'
import { statementsOf } from './policies-of.ts'
import type { AccountCore } from '../scope.ts'
import type { Caller } from './caller.ts'
import type { ConditionContext } from './policy/conditions.ts'

/** Whether the caller's policies let it do `action` on `resource`; the reason, in IAM's words, when they don't. */
export function refusal(
  account: AccountCore,
  caller: Caller,
  action: string,
  resource: string,
  context: ConditionContext,
): string | undefined {
  const decision = decide(account, caller, action, resource, context)
  if (decision === 'allowed') return undefined
  const on = resource === '*' && action.startsWith('ec2:') ? '' : ` on resource: ${resource}`
  const why =
    decision === 'explicitDeny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${action} action`
  return `User: ${caller.arn} is not authorized to perform: ${action}${on} ${why}`
}

function decide(
  account: AccountCore,
  caller: Caller,
  action: string,
  resource: string,
  context: ConditionContext,
): Decision {
  if (caller.kind === 'root') return 'allowed'
  const { iam } = account.state
  const holder = caller.kind === 'user' ? iam.users[caller.name.toLowerCase()] : iam.roles[caller.name.toLowerCase()]
  if (!holder) return 'implicitDeny'
  const question = { action, resource, context }
  const decision = evaluate(statementsOf(account, holder), question)
  if (decision !== 'allowed' || !caller.sessionPolicies) return decision
  return evaluate(
    caller.sessionPolicies.flatMap((document) => parsePolicy(document, 'identity')),
    question,
  )
}

/** What conditions may ask of every request. */
export function contextOf(
  caller: Caller,
  region: string,
  nowMs: number,
  extra: Readonly<Record<string, string>> = {},
): ConditionContext {
  const facts: Record<string, string> = {
    'aws:PrincipalArn': caller.principalArn,
    'aws:PrincipalAccount': caller.accountId,
    'aws:PrincipalType': caller.kind === 'user' ? 'User' : caller.kind === 'role' ? 'AssumedRole' : 'Account',
    'aws:userid': caller.userId,
    'aws:RequestedRegion': region,
    'aws:CurrentTime': new Date(nowMs).toISOString(),
    'aws:EpochTime': String(Math.floor(nowMs / 1000)),
    'aws:SecureTransport': 'true',
    'aws:SourceIp': '203.0.113.10',
    ...(caller.kind === 'user' && { 'aws:username': caller.name }),
    ...extra,
  }
  return new Map(Object.entries(facts).map(([key, value]) => [key.toLowerCase(), [value]]))
}
