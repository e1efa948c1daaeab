import { defineAction } from '../../define.ts'
import { findUser, userArns } from '../users.ts'
import { iamErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html */
export const deleteUser = defineAction<{ UserName: string }>({
  name: 'DeleteUser',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account }, { UserName }) {
    const { iam } = account.state
    const user = findUser(account, UserName)
    if (Object.values(iam.accessKeys).some((key) => key.UserName === user.UserName)) {
      throw iamErrors.deleteConflict('Cannot delete entity, must delete access keys first.')
    }
    if (user.attached.length > 0)
      throw iamErrors.deleteConflict('Cannot delete entity, must detach all policies first.')
    if (Object.keys(user.inline).length > 0)
      throw iamErrors.deleteConflict('Cannot delete entity, must delete policies first.')
    delete iam.users[UserName.toLowerCase()]
  },
})
