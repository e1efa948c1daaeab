import { defineAction } from '../../define.ts'
import { iamErrors } from '../errors.ts'
import { newAccessKey } from '../ids.ts'
import { userArns, userOrCaller } from '../users.ts'

const MAX_KEYS = 2

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html */
export const createAccessKey = defineAction<{ UserName?: string }>({
  name: 'CreateAccessKey',
  resources: ({ account, caller }, { UserName }) => userArns(account, caller, UserName),
  handle({ account, caller }, { UserName }) {
    const user = userOrCaller(account, caller, UserName)
    const count = Object.values(account.state.iam.accessKeys).filter((key) => key.UserName === user.UserName).length
    if (count >= MAX_KEYS) throw iamErrors.limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MAX_KEYS}`)
    return { AccessKey: newAccessKey(account, user.UserName) }
  },
})
