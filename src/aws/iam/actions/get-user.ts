import { defineAction } from '../../define.ts'
import { userArns, userOrCaller, viewUser } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html */
export const getUser = defineAction<{ UserName?: string }>({
  name: 'GetUser',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle: ({ account, caller }, { UserName }) => ({ User: viewUser(userOrCaller(account, caller, UserName)) }),
})
