import { evaluate, evaluateTrust } from '../iam/policy/evaluate.ts'
import { parsePolicy } from '../iam/policy/document.ts'
import { roleOfArn } from '../iam/roles.ts'
import { statementsOf } from '../iam/policies-of.ts'
import type { AccountCore } from '../scope.ts'

/** Whether a role exists and lets a service in. */
export function trusts(account: AccountCore, roleArn: string, service: string, action = 'sts:AssumeRole'): boolean {
  const role = roleOfArn(account, roleArn)
  if (!role) return false
  const statements = parsePolicy(role.AssumeRolePolicyDocument, 'trust')
  return evaluateTrust(statements, { type: 'Service', values: [service] }, action, new Map()) === 'allowed'
}

/** Whether a role's policies allow all of `actions` on anything. */
export function roleAllows(account: AccountCore, roleArn: string, actions: readonly string[]): boolean {
  const role = roleOfArn(account, roleArn)
  if (!role) return false
  const statements = statementsOf(account, role)
  return actions.every((action) => evaluate(statements, { action, resource: '*', context: new Map() }) === 'allowed')
}
