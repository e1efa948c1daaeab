import type { AccountCore } from '../scope.ts'
import type { AccessKey } from './state.ts'

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A unique id: the prefix of its kind and 17 characters. */
export const iamId = (account: AccountCore, prefix: 'AROA' | 'AIDA' | 'ANPA' | 'AIPA') =>
  prefix + account.ids.string(17, BASE32)

/** Id of an access key: permanent (`AKIA`) or temporary (`ASIA`). */
export const accessKeyId = (account: AccountCore, prefix: 'AKIA' | 'ASIA') => prefix + account.ids.string(16, BASE32)

/** Forty characters that nobody guesses. */
export const secretKey = (account: AccountCore) => account.ids.string(40, BASE64)

/** A session token: opaque, long, and base64. */
export const sessionToken = (account: AccountCore) => 'IQoJb3JpZ2luX2Vj' + account.ids.string(340, BASE64)

/** Makes a permanent key for a user. */
export function newAccessKey(account: AccountCore, userName: string): AccessKey {
  const key: AccessKey = {
    AccessKeyId: accessKeyId(account, 'AKIA'),
    UserName: userName,
    SecretAccessKey: secretKey(account),
    Status: 'Active',
    CreateDate: account.clock.now(),
  }
  account.state.iam.accessKeys[key.AccessKeyId] = key
  return key
}
