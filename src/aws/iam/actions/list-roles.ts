import { byName, page, type PageInput } from '../paginate.ts'
import { defineAction } from '../../define.ts'
import { viewRole } from '../roles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = defineAction<PageInput & { PathPrefix?: string }>({
  name: 'ListRoles',
  resources: ({ account }, { PathPrefix = '/' }) => [`arn:aws:iam::${account.id}:role${PathPrefix}`],
  handle({ account }, input) {
    const roles = Object.values(account.state.iam.roles).filter((role) => role.Path.startsWith(input.PathPrefix ?? '/'))
    const { items, ...rest } = page(
      byName(roles, (role) => role.RoleName),
      input,
    )
    return { Roles: items.map((role) => viewRole(role, 'listed')), ...rest }
  },
})
