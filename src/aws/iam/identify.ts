import type { AccountCore } from '../scope.ts'
import type { Caller } from './caller.ts'

/** Whose key it is, and the secret that goes with it. */
export type Identified = { caller: Caller; secret: string } | 'unknown' | 'expired'

/** Finds the holder of an access key. Temporary keys need their session token. */
export function identify(account: AccountCore, accessKeyId: string, sessionToken: string | undefined): Identified {
  const { iam, sts } = account.state
  const key = iam.accessKeys[accessKeyId]
  if (key) {
    if (key.Status !== 'Active') return 'unknown'
    const caller = userCaller(account, key.UserName, accessKeyId)
    return caller ? { caller, secret: key.SecretAccessKey } : 'unknown'
  }
  const session = sts.sessions[accessKeyId]
  if (!session || session.sessionToken !== sessionToken) return 'unknown'
  if (session.expiresMs <= account.clock.now()) return 'expired'
  const { of } = session
  const caller =
    of.kind === 'role'
      ? roleCaller(account, of.name, of.sessionName, accessKeyId)
      : of.kind === 'user'
        ? userCaller(account, of.name, accessKeyId)
        : rootCaller(account, accessKeyId)
  if (!caller) return 'unknown'
  return {
    caller: { ...caller, ...(session.policies && { sessionPolicies: session.policies }) },
    secret: session.secretAccessKey,
  }
}

/** The account's owner. @param accessKeyId none for what the account does by itself. */
export const rootCaller = (account: AccountCore, accessKeyId = ''): Caller => ({
  kind: 'root',
  accountId: account.id,
  arn: `arn:aws:iam::${account.id}:root`,
  principalArn: `arn:aws:iam::${account.id}:root`,
  userId: account.id,
  name: 'root',
  accessKeyId,
})

function userCaller(account: AccountCore, name: string, accessKeyId: string): Caller | undefined {
  const user = account.state.iam.users[name.toLowerCase()]
  if (!user) return undefined
  return {
    kind: 'user',
    accountId: account.id,
    arn: user.Arn,
    principalArn: user.Arn,
    userId: user.UserId,
    name: user.UserName,
    accessKeyId,
  }
}

function roleCaller(account: AccountCore, name: string, sessionName: string, accessKeyId: string): Caller | undefined {
  const role = account.state.iam.roles[name.toLowerCase()]
  if (!role) return undefined
  return {
    kind: 'role',
    accountId: account.id,
    arn: `arn:aws:sts::${account.id}:assumed-role/${role.RoleName}/${sessionName}`,
    principalArn: role.Arn,
    userId: `${role.RoleId}:${sessionName}`,
    name: role.RoleName,
    accessKeyId,
    sessionName,
  }
}
