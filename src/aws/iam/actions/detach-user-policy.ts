import { defineAction } from '../../define.ts'
import { detachPolicy } from '../attachments.ts'
import { findUser, userArns } from '../users.ts'

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export const detachUserPolicy = defineAction<{ UserName: string; PolicyArn: string }>({
  name: 'DetachUserPolicy',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle: ({ account }, { UserName, PolicyArn }) => detachPolicy(findUser(account, UserName), PolicyArn),
})
