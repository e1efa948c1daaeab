import { defineAction } from '../../define.ts'
import { findRole, roleArns } from '../roles.ts'
import { page, type PageInput } from '../paginate.ts'
import { viewInstanceProfile } from '../instance-profiles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole = defineAction<PageInput & { RoleName: string }>({
  name: 'ListInstanceProfilesForRole',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, ...input }) {
    const role = findRole(account, RoleName)
    const found = Object.values(account.state.iam.instanceProfiles).filter(
      (profile) => profile.roleName === role.RoleName,
    )
    const { items, ...rest } = page(found, input)
    return { InstanceProfiles: items.map((profile) => viewInstanceProfile(account, profile)), ...rest }
  },
})
