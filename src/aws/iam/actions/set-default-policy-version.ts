import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { ownPolicy } from '../policies-of.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion = defineAction<{ PolicyArn: string; VersionId: string }>({
  name: 'SetDefaultPolicyVersion',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn, VersionId }) {
    const policy = ownPolicy(account, PolicyArn)
    if (!policy.versions.some((version) => version.VersionId === VersionId))
      throw iamErrors.noSuchVersion(PolicyArn, VersionId)
    policy.DefaultVersionId = VersionId
  },
})
