import { byName, page, type PageInput } from '../paginate.ts'
import { defineAction } from '../../define.ts'
import { viewUser } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers = defineAction<PageInput & { PathPrefix?: string }>({
  name: 'ListUsers',
  resources: ({ account }, { PathPrefix = '/' }) => [`arn:aws:iam::${account.id}:user${PathPrefix}`],
  handle({ account }, { PathPrefix = '/', ...input }) {
    const found = Object.values(account.state.iam.users).filter((user) => user.Path.startsWith(PathPrefix))
    const { items, ...rest } = page(
      byName(found, (user) => user.UserName),
      input,
    )
    return { Users: items.map((user) => viewUser(user, false)), ...rest }
  },
})
