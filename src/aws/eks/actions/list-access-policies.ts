import { ACCESS_POLICIES } from '../data/access-policies.ts'
import { accessPolicyArn } from '../access/entries.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_ListAccessPolicies.html */
export const listAccessPolicies = defineAction<PageInput>({
  name: 'ListAccessPolicies',
  handle(_call, input) {
    const { items, ...rest } = page(ACCESS_POLICIES, input)
    return { accessPolicies: items.map(({ name }) => ({ name, arn: accessPolicyArn(name) })), ...rest }
  },
})
