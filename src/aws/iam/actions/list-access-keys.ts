import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'
import { userArns, userOrCaller } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys = defineAction<PageInput & { UserName?: string }>({
  name: 'ListAccessKeys',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account, caller }, { UserName, ...input }) {
    const user = userOrCaller(account, caller, UserName)
    const found = Object.values(account.state.iam.accessKeys).filter((key) => key.UserName === user.UserName)
    const { items, ...rest } = page(found, input)
    return { AccessKeyMetadata: items, ...rest }
  },
})
