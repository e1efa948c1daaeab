import { iamErrors } from './errors.ts'
import { roleOfArn } from './roles.ts'
import type { AccountCore } from '../scope.ts'
import type { PolicyHolder } from './state.ts'

/** A user or a role of the account. */
export interface Principal {
  kind: 'user' | 'role'
  name: string
  /** Unique id: `AIDA…`, `AROA…`. */
  id: string
  holder: PolicyHolder
}

/** The user or role of an ARN.
 *  @throws AwsError InvalidInput, NoSuchEntity. */
export function findPrincipal(account: AccountCore, arn: string): Principal {
  const [, type, path] = /^arn:aws:iam::\d{12}:(user|role)\/(.+)$/.exec(arn) ?? []
  const name = path?.split('/').at(-1)
  if (name === undefined)
    throw iamErrors.invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`)
  if (type === 'role') {
    const role = roleOfArn(account, arn)
    if (!role) throw iamErrors.noSuchRole(name)
    return { kind: 'role', name: role.RoleName, id: role.RoleId, holder: role }
  }
  const user = Object.values(account.state.iam.users).find(({ Arn }) => Arn === arn)
  if (!user) throw iamErrors.noSuchUser(name)
  return { kind: 'user', name: user.UserName, id: user.UserId, holder: user }
}
