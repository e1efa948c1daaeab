import { byName, page, type PageInput } from '../paginate.ts'
import { defineAction } from '../../define.ts'
import { viewInstanceProfile } from '../instance-profiles.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfiles.html */
export const listInstanceProfiles = defineAction<PageInput & { PathPrefix?: string }>({
  name: 'ListInstanceProfiles',
  handle({ account }, { PathPrefix = '/', ...input }) {
    const found = Object.values(account.state.iam.instanceProfiles).filter((profile) =>
      profile.Path.startsWith(PathPrefix),
    )
    const { items, ...rest } = page(
      byName(found, (profile) => profile.InstanceProfileName),
      input,
    )
    return { InstanceProfiles: items.map((profile) => viewInstanceProfile(account, profile)), ...rest }
  },
})
