import { AWS_MANAGED_POLICIES } from '../managed-policies/index.ts'
import { byName, page, type PageInput } from '../paginate.ts'
import { defineAction } from '../../define.ts'
import { viewPolicy } from '../policies-of.ts'

interface Input extends PageInput {
  Scope?: 'All' | 'AWS' | 'Local'
  OnlyAttached?: boolean
  PathPrefix?: string
  PolicyUsageFilter?: string
}

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies = defineAction<Input>({
  name: 'ListPolicies',
  unsupported: ['PolicyUsageFilter'],
  handle({ account }, { Scope = 'All', OnlyAttached, PathPrefix = '/', ...input }) {
    const arns = [
      ...(Scope === 'AWS' ? [] : Object.keys(account.state.iam.policies)),
      ...(Scope === 'Local' ? [] : AWS_MANAGED_POLICIES.keys()),
    ]
    const found = arns
      .map((arn) => viewPolicy(account, arn)!)
      .filter((policy) => policy.Path.startsWith(PathPrefix) && (!OnlyAttached || policy.AttachmentCount > 0))
    const { items, ...rest } = page(
      byName(found, (policy) => policy.PolicyName),
      input,
    )
    return { Policies: items.map((policy) => ({ ...policy, Description: undefined, Tags: undefined })), ...rest }
  },
})
