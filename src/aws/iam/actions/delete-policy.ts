import { attachmentCount, ownPolicy } from '../policies-of.ts'
import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy = defineAction<{ PolicyArn: string }>({
  name: 'DeletePolicy',
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn }) {
    const policy = ownPolicy(account, PolicyArn)
    if (attachmentCount(account, PolicyArn) > 0) {
      throw iamErrors.deleteConflict('Cannot delete a policy attached to entities.')
    }
    if (policy.versions.length > 1) {
      throw iamErrors.deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      )
    }
    delete account.state.iam.policies[PolicyArn]
  },
})
