import { iamErrors } from './errors.ts'
import type { AccountCore } from '../scope.ts'
import type { Caller } from './caller.ts'
import type { User } from './state.ts'

/** A user by name.
 *  @throws AwsError NoSuchEntity. */
export function findUser(account: AccountCore, name: string): User {
  const user = account.state.iam.users[name.toLowerCase()]
  if (!user) throw iamErrors.noSuchUser(name)
  return user
}

/** The user that a request is about: the named one, else the caller.
 *  @throws AwsError NoSuchEntity, ValidationError. */
export function userOrCaller(account: AccountCore, caller: Caller, name: string | undefined): User {
  if (name !== undefined) return findUser(account, name)
  if (caller.kind !== 'user') throw iamErrors.validation('Must specify userName when calling with non-User credentials')
  return findUser(account, caller.name)
}

/** ARN for the authorization of actions on a user. */
export const userArns = (account: AccountCore, caller: Caller, name: string | undefined): string[] => [
  account.state.iam.users[(name ?? caller.name).toLowerCase()]?.Arn ??
    `arn:aws:iam::${account.id}:user/${name ?? caller.name}`,
]

/** A user as IAM answers it. */
export const viewUser = ({ Path, UserName, UserId, Arn, CreateDate, Tags }: User, withTags = true): object => ({
  Path,
  UserName,
  UserId,
  Arn,
  CreateDate,
  ...(withTags && Tags.length > 0 && { Tags }),
})
