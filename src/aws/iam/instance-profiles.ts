import { iamErrors } from './errors.ts'
import { viewRole } from './roles.ts'
import type { AccountCore } from '../scope.ts'
import type { InstanceProfile } from './state.ts'

/** An instance profile by name.
 *  @throws AwsError NoSuchEntity. */
export function findInstanceProfile(account: AccountCore, name: string): InstanceProfile {
  const profile = account.state.iam.instanceProfiles[name.toLowerCase()]
  if (!profile) throw iamErrors.noSuchInstanceProfile(name)
  return profile
}

/** ARN for the authorization of actions on an instance profile. */
export const profileArns = (account: AccountCore, name: string): string[] => [
  account.state.iam.instanceProfiles[name.toLowerCase()]?.Arn ?? `arn:aws:iam::${account.id}:instance-profile/${name}`,
]

/** An instance profile as IAM answers it, with its role. */
export function viewInstanceProfile(account: AccountCore, { roleName, Tags, ...profile }: InstanceProfile): object {
  const role = roleName === undefined ? undefined : account.state.iam.roles[roleName.toLowerCase()]
  return { ...profile, Roles: role ? [viewRole(role, 'created')] : [], ...(Tags.length > 0 && { Tags }) }
}
