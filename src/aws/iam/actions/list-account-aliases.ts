import { defineAction } from '../../define.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const listAccountAliases = defineAction({
  name: 'ListAccountAliases',
  handle: () => ({ AccountAliases: [], IsTruncated: false }),
})
