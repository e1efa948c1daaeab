import { iamErrors } from './errors.ts'
import type { AccountCore } from '../scope.ts'
import type { Role } from './state.ts'

/** A role by name.
 *  @throws AwsError NoSuchEntity. */
export function findRole(account: AccountCore, name: string): Role {
  const role = account.state.iam.roles[name.toLowerCase()]
  if (!role) throw iamErrors.noSuchRole(name)
  return role
}

/** A role by its ARN; `undefined` when there is none in this account. */
export const roleOfArn = (account: AccountCore, arn: string): Role | undefined =>
  Object.values(account.state.iam.roles).find((role) => role.Arn === arn)

/** ARN that policies about a role name, whether it exists or not. */
export const roleArns = (account: AccountCore, name: string): string[] => [
  account.state.iam.roles[name.toLowerCase()]?.Arn ?? `arn:aws:iam::${account.id}:role/${name}`,
]

/** Refuses changes to roles that AWS keeps.
 *  @throws AwsError UnmodifiableEntity. */
export function assertModifiable(role: Role): void {
  if (role.Path.startsWith('/aws-service-role/')) throw iamErrors.unmodifiable(role.RoleName)
}

/** A role as IAM answers it; tags and last use are shown for a single role only. */
export function viewRole(role: Role, detail: 'created' | 'listed' | 'full'): object {
  return {
    Path: role.Path,
    RoleName: role.RoleName,
    RoleId: role.RoleId,
    Arn: role.Arn,
    CreateDate: role.CreateDate,
    AssumeRolePolicyDocument: encodeDocument(role.AssumeRolePolicyDocument),
    ...(role.Description !== undefined && detail !== 'created' && { Description: role.Description }),
    ...(detail !== 'created' && { MaxSessionDuration: role.MaxSessionDuration }),
    ...(detail !== 'listed' && role.Tags.length > 0 && { Tags: role.Tags }),
    ...(detail === 'full' && { RoleLastUsed: {} }),
  }
}

/** Documents travel URL-encoded (RFC 3986). */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase())
