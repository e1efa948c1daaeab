import { AWS_MANAGED_POLICIES } from './managed-policies/index.ts'
import { parsePolicy, type Statement } from './policy/document.ts'
import { iamErrors } from './errors.ts'
import type { AccountCore } from '../scope.ts'
import type { ManagedPolicy, PolicyHolder } from './state.ts'

/** A managed policy, of AWS or of the account, as IAM shows it. */
export interface PolicyView {
  PolicyName: string
  PolicyId: string
  Arn: string
  Path: string
  DefaultVersionId: string
  AttachmentCount: number
  PermissionsBoundaryUsageCount: number
  IsAttachable: boolean
  Description?: string
  CreateDate: number
  UpdateDate: number
  Tags?: { Key: string; Value: string }[]
}

/** How many users and roles have a managed policy. */
export function attachmentCount(account: AccountCore, arn: string): number {
  const { roles, users } = account.state.iam
  return [...Object.values(roles), ...Object.values(users)].filter((holder) => holder.attached.includes(arn)).length
}

/** A managed policy by its ARN. */
export function viewPolicy(account: AccountCore, arn: string): PolicyView | undefined {
  const common = {
    Arn: arn,
    AttachmentCount: attachmentCount(account, arn),
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
  }
  const aws = AWS_MANAGED_POLICIES.get(arn)
  if (aws) {
    return {
      ...common,
      PolicyName: aws.name,
      PolicyId: aws.id,
      Path: aws.path,
      DefaultVersionId: aws.versionId,
      Description: aws.description,
      CreateDate: aws.createdMs,
      UpdateDate: aws.createdMs,
      Tags: [],
    }
  }
  const own = account.state.iam.policies[arn]
  if (!own) return undefined
  return {
    ...common,
    PolicyName: own.PolicyName,
    PolicyId: own.PolicyId,
    Path: own.Path,
    DefaultVersionId: own.DefaultVersionId,
    ...(own.Description !== undefined && { Description: own.Description }),
    CreateDate: own.CreateDate,
    UpdateDate: own.UpdateDate,
    Tags: own.Tags,
  }
}

/** A policy of the account itself.
 *  @throws AwsError NoSuchEntity. */
export function ownPolicy(account: AccountCore, arn: string): ManagedPolicy {
  const policy = account.state.iam.policies[arn]
  if (!policy) throw iamErrors.noSuchPolicy(arn)
  return policy
}

/** Document of a managed policy's default version. */
export function documentOf(account: AccountCore, arn: string): string | undefined {
  const own = account.state.iam.policies[arn]
  return (
    AWS_MANAGED_POLICIES.get(arn)?.document ??
    own?.versions.find((version) => version.VersionId === own.DefaultVersionId)?.Document
  )
}

/** All statements that hold for a user or a role. */
export function statementsOf(account: AccountCore, holder: PolicyHolder): Statement[] {
  const managed = holder.attached.map((arn) => documentOf(account, arn)).filter((document) => document !== undefined)
  return [...managed, ...Object.values(holder.inline)].flatMap((document) => parsePolicy(document, 'identity'))
}
