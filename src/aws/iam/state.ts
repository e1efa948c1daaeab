import { dictionary } from '../dictionary.ts'
import type { Tag } from '../tags.ts'

/** What users and roles have in common: policies. */
export interface PolicyHolder {
  Arn: string
  Path: string
  CreateDate: number
  Tags: Tag[]
  /** ARNs of managed policies, in the order of attachment. */
  attached: string[]
  /** Inline policies: name to document. */
  inline: Record<string, string>
}

/** An IAM role. */
export interface Role extends PolicyHolder {
  RoleName: string
  RoleId: string
  AssumeRolePolicyDocument: string
  Description?: string
  MaxSessionDuration: number
}

/** An IAM user. */
export interface User extends PolicyHolder {
  UserName: string
  UserId: string
}

/** A customer-managed policy. */
export interface ManagedPolicy {
  PolicyName: string
  PolicyId: string
  Arn: string
  Path: string
  Description?: string
  DefaultVersionId: string
  CreateDate: number
  UpdateDate: number
  Tags: Tag[]
  versions: { VersionId: string; Document: string; CreateDate: number }[]
  /** Number of the next version. */
  next: number
}

/** An instance profile holds one role at most. */
export interface InstanceProfile {
  InstanceProfileName: string
  InstanceProfileId: string
  Arn: string
  Path: string
  CreateDate: number
  Tags: Tag[]
  roleName?: string
}

/** A key pair that signs requests for a user. */
export interface AccessKey {
  AccessKeyId: string
  UserName: string
  SecretAccessKey: string
  Status: 'Active' | 'Inactive'
  CreateDate: number
}

/** An OpenID Connect provider that roles may trust. */
export interface OidcProvider {
  Arn: string
  /** Without the scheme. */
  Url: string
  ClientIDList: string[]
  ThumbprintList: string[]
  CreateDate: number
  Tags: Tag[]
}

/** IAM is global: one of these for the account. Names are keys in lower case, since they are unique without regard to case. */
export interface IamState {
  roles: Record<string, Role>
  users: Record<string, User>
  policies: Record<string, ManagedPolicy>
  instanceProfiles: Record<string, InstanceProfile>
  accessKeys: Record<string, AccessKey>
  oidcProviders: Record<string, OidcProvider>
}

/** IAM of a new account. */
export const emptyIamState = (): IamState => ({
  roles: dictionary(),
  users: dictionary(),
  policies: dictionary(),
  instanceProfiles: dictionary(),
  accessKeys: dictionary(),
  oidcProviders: dictionary(),
})
