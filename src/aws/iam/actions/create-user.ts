import { defineAction } from '../../define.ts'
import { dictionary } from '../../dictionary.ts'
import { iamErrors } from '../errors.ts'
import { iamId } from '../ids.ts'
import { mergeTags, type Tag } from '../../tags.ts'
import { userArns, viewUser } from '../users.ts'
import type { User } from '../state.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html */
export const createUser = defineAction<{ UserName: string; Path?: string; Tags?: Tag[] }>({
  name: 'CreateUser',
  unsupported: ['PermissionsBoundary'],
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, { UserName, Path = '/', Tags }) {
    const { users } = account.state.iam
    if (users[UserName.toLowerCase()]) throw iamErrors.userExists(UserName)
    const user: User = {
      UserName,
      UserId: iamId(account, 'AIDA'),
      Arn: `arn:aws:iam::${account.id}:user${Path}${UserName}`,
      Path,
      CreateDate: account.clock.now(),
      Tags: mergeTags([], Tags),
      attached: [],
      inline: dictionary(),
    }
    users[UserName.toLowerCase()] = user
    return { User: viewUser(user) }
  },
})
