import { byName, page, type PageInput } from '../paginate.ts'
import { defineAction } from '../../define.ts'
import { findRole, roleArns } from '../roles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = defineAction<PageInput & { RoleName: string }>({
  name: 'ListRolePolicies',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, input) {
    const { items, ...rest } = page(
      byName(Object.keys(findRole(account, input.RoleName).inline), (name) => name),
      input,
    )
    return { PolicyNames: items, ...rest }
  },
})
