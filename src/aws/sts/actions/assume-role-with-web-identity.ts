import { defineAction } from '../../define.ts'
import { evaluateTrust } from '../../iam/policy/evaluate.ts'
import { openSession, viewCredentials } from '../sessions.ts'
import { parsePolicy } from '../../iam/policy/document.ts'
import { readToken } from '../web-identity.ts'
import { roleOfArn } from '../../iam/roles.ts'
import { stsErrors } from '../errors.ts'

interface Input {
  RoleArn: string
  RoleSessionName: string
  WebIdentityToken: string
  DurationSeconds?: number
}

/** How Pods get the role of their service account (IRSA).
 *  @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html */
export const assumeRoleWithWebIdentity = defineAction<Input>({
  name: 'AssumeRoleWithWebIdentity',
  permission: null,
  unsigned: true,
  unsupported: ['ProviderId', 'PolicyArns', 'Policy'],
  async handle(call, { RoleArn, RoleSessionName, WebIdentityToken, DurationSeconds = 3600 }) {
    const { account } = call
    const token = await readToken(call, WebIdentityToken)
    const role = roleOfArn(account, RoleArn)
    const issuer = token.provider.Url
    const context = new Map([
      [`${issuer}:sub`.toLowerCase(), [token.subject]],
      [`${issuer}:aud`.toLowerCase(), [token.audience]],
    ])
    const trust =
      role &&
      evaluateTrust(
        parsePolicy(role.AssumeRolePolicyDocument, 'trust'),
        { type: 'Federated', values: [token.provider.Arn] },
        'sts:AssumeRoleWithWebIdentity',
        context,
      )
    if (!role || trust !== 'allowed')
      throw stsErrors.accessDenied('Not authorized to perform sts:AssumeRoleWithWebIdentity')
    if (DurationSeconds > role.MaxSessionDuration) {
      throw stsErrors.validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
    }
    const of = { kind: 'role', name: role.RoleName, sessionName: RoleSessionName } as const
    const session = openSession(account, of, DurationSeconds, undefined)
    return {
      Credentials: viewCredentials(session),
      SubjectFromWebIdentityToken: token.subject,
      AssumedRoleUser: {
        AssumedRoleId: `${role.RoleId}:${RoleSessionName}`,
        Arn: `arn:aws:sts::${account.id}:assumed-role/${role.RoleName}/${RoleSessionName}`,
      },
      Provider: token.provider.Arn,
      Audience: token.audience,
    }
  },
})
