import { defineAction } from '../../define.ts'
import { findRole, roleArns } from '../roles.ts'
import { iamErrors } from '../errors.ts'
import { mergeTags, type Tag } from '../../tags.ts'

const MAX_TAGS = 50

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = defineAction<{ RoleName: string; Tags: Tag[] }>({
  name: 'TagRole',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, Tags }) {
    const role = findRole(account, RoleName)
    const merged = mergeTags(role.Tags, Tags)
    if (merged.length > MAX_TAGS) throw iamErrors.limitExceeded(`The number of tags has reached the maximum limit.`)
    role.Tags = merged
  },
})
