import { AWS_MANAGED_POLICIES } from '../managed-policies/index.ts'
import { defineAction } from '../../define.ts'
import { encodeDocument } from '../roles.ts'
import { iamErrors } from '../errors.ts'
import { ownPolicy } from '../policies-of.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion = defineAction<{ PolicyArn: string; VersionId: string }>({
  name: 'GetPolicyVersion',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn, VersionId }) {
    const aws = AWS_MANAGED_POLICIES.get(PolicyArn)
    if (aws) {
      if (aws.versionId !== VersionId) throw iamErrors.noSuchVersion(PolicyArn, VersionId)
      return {
        PolicyVersion: {
          Document: encodeDocument(aws.document),
          VersionId,
          IsDefaultVersion: true,
          CreateDate: aws.createdMs,
        },
      }
    }
    const policy = ownPolicy(account, PolicyArn)
    const version = policy.versions.find((candidate) => candidate.VersionId === VersionId)
    if (!version) throw iamErrors.noSuchVersion(PolicyArn, VersionId)
    return {
      PolicyVersion: {
        Document: encodeDocument(version.Document),
        VersionId,
        IsDefaultVersion: policy.DefaultVersionId === VersionId,
        CreateDate: version.CreateDate,
      },
    }
  },
})
