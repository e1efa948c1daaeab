import { contextOf } from '../../iam/authorize.ts'
import { defineAction } from '../../define.ts'
import { documentOf } from '../../iam/policies-of.ts'
import { evaluateTrust } from '../../iam/policy/evaluate.ts'
import { openSession, viewCredentials } from '../sessions.ts'
import { parsePolicy } from '../../iam/policy/document.ts'
import { roleOfArn } from '../../iam/roles.ts'
import { stsErrors } from '../errors.ts'

interface Input {
  RoleArn: string
  RoleSessionName: string
  DurationSeconds?: number
  Policy?: string
  PolicyArns?: { arn?: string }[]
  ExternalId?: string
}

/** Longest session of a role that was assumed by a role. */
const CHAINED_SECONDS = 3600

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = defineAction<Input>({
  name: 'AssumeRole',
  unsupported: ['SerialNumber', 'TokenCode', 'ProvidedContexts'],
  resources: (_call, { RoleArn }) => [RoleArn],
  handle({ account, region, caller }, input) {
    const denied = () =>
      stsErrors.accessDenied(
        `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
      )
    const role = roleOfArn(account, input.RoleArn)
    if (!role) throw denied()
    const extra: Record<string, string> = input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }
    const names = [caller.principalArn, caller.arn, caller.accountId, `arn:aws:iam::${caller.accountId}:root`]
    const trust = evaluateTrust(
      parsePolicy(role.AssumeRolePolicyDocument, 'trust'),
      { type: 'AWS', values: names },
      'sts:AssumeRole',
      contextOf(caller, region, account.clock.now(), extra),
    )
    if (trust !== 'allowed') throw denied()
    const duration = input.DurationSeconds ?? 3600
    if (caller.kind === 'role' && duration > CHAINED_SECONDS) {
      throw stsErrors.validation(
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      )
    }
    if (duration > role.MaxSessionDuration) {
      throw stsErrors.validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    }
    const policies = [input.Policy, ...(input.PolicyArns ?? []).map(({ arn }) => documentOf(account, arn ?? ''))]
    const session = openSession(
      account,
      { kind: 'role', name: role.RoleName, sessionName: input.RoleSessionName },
      duration,
      policies.filter((document) => document !== undefined),
    )
    return {
      Credentials: viewCredentials(session),
      AssumedRoleUser: {
        AssumedRoleId: `${role.RoleId}:${input.RoleSessionName}`,
        Arn: `arn:aws:sts::${account.id}:assumed-role/${role.RoleName}/${input.RoleSessionName}`,
      },
    }
  },
})
