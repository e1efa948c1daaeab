import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { ownPolicy } from '../policies-of.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion = defineAction<{ PolicyArn: string; VersionId: string }>({
  name: 'DeletePolicyVersion',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn, VersionId }) {
    const policy = ownPolicy(account, PolicyArn)
    if (policy.DefaultVersionId === VersionId) {
      throw iamErrors.deleteConflict('Cannot delete the default version of a policy.')
    }
    const rest = policy.versions.filter((version) => version.VersionId !== VersionId)
    if (rest.length === policy.versions.length) throw iamErrors.noSuchVersion(PolicyArn, VersionId)
    policy.versions = rest
  },
})
