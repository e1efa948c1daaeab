import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { viewPolicy } from '../policies-of.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy = defineAction<{ PolicyArn: string }>({
  name: 'ListEntitiesForPolicy',
  unsupported: ['EntityFilter', 'PathPrefix', 'PolicyUsageFilter'],
  resources: (_call, { PolicyArn }) => [PolicyArn],
  handle({ account }, { PolicyArn }) {
    if (!viewPolicy(account, PolicyArn)) throw iamErrors.noSuchPolicy(PolicyArn)
    const { roles, users } = account.state.iam
    const has = ({ attached }: { attached: string[] }) => attached.includes(PolicyArn)
    return {
      PolicyGroups: [],
      PolicyUsers: Object.values(users)
        .filter(has)
        .map(({ UserName, UserId }) => ({ UserName, UserId })),
      PolicyRoles: Object.values(roles)
        .filter(has)
        .map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
      IsTruncated: false,
    }
  },
})
