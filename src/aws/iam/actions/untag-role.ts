import { defineAction } from '../../define.ts'
import { findRole, roleArns } from '../roles.ts'
import { removeTags } from '../../tags.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole = defineAction<{ RoleName: string; TagKeys: string[] }>({
  name: 'UntagRole',
  resources: ({ account }, { RoleName }) => roleArns(account, RoleName),
  handle({ account }, { RoleName, TagKeys }) {
    const role = findRole(account, RoleName)
    role.Tags = removeTags(role.Tags, TagKeys)
  },
})
