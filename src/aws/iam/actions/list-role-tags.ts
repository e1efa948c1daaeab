import { defineAction } from '../../define.ts'
import { findRole, roleArns } from '../roles.ts'
import { page, type PageInput } from '../paginate.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags = defineAction<PageInput & { RoleName: string }>({
  name: 'ListRoleTags',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, input) {
    const { items, ...rest } = page(findRole(account, input.RoleName).Tags, input)
    return { Tags: items, ...rest }
  },
})
