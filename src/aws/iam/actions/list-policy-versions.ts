import { AWS_MANAGED_POLICIES } from '../managed-policies/index.ts'
import { defineAction } from '../../define.ts'
import { ownPolicy } from '../policies-of.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions = defineAction<PageInput & { PolicyArn: string }>({
  name: 'ListPolicyVersions',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn, ...input }) {
    const aws = AWS_MANAGED_POLICIES.get(PolicyArn)
    if (aws)
      return {
        Versions: [{ VersionId: aws.versionId, IsDefaultVersion: true, CreateDate: aws.createdMs }],
        IsTruncated: false,
      }
    const policy = ownPolicy(account, PolicyArn)
    const { items, ...rest } = page(policy.versions.toReversed(), input)
    return {
      Versions: items.map(({ VersionId, CreateDate }) => ({
        VersionId,
        IsDefaultVersion: VersionId === policy.DefaultVersionId,
        CreateDate,
      })),
      ...rest,
    }
  },
})
