import { byName, page, type PageInput } from '../paginate.ts'
import { defineAction } from '../../define.ts'
import { findUser, userArns } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUserPolicies.html */
export const listUserPolicies = defineAction<PageInput & { UserName: string }>({
  name: 'ListUserPolicies',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, input) {
    const { items, ...rest } = page(
      byName(Object.keys(findUser(account, input.UserName).inline), (name) => name),
      input,
    )
    return { PolicyNames: items, ...rest }
  },
})
