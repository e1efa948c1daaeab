import { dictionary } from '../dictionary.ts'
import { iamId, newAccessKey } from './ids.ts'
import type { AccountCore } from '../scope.ts'

/** A permanent key pair. */
export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
}

/** The IAM user that a learner works as. */
const LEARNER = 'learner'

/** The learner's keys; in a new account the user is made first, as an administrator. */
export function ensureLearner(account: AccountCore): Credentials {
  const { iam } = account.state
  const existing = Object.values(iam.accessKeys).find((key) => key.UserName === LEARNER)
  if (existing) return { accessKeyId: existing.AccessKeyId, secretAccessKey: existing.SecretAccessKey }
  const now = account.clock.now()
  iam.users[LEARNER] ??= {
    UserName: LEARNER,
    UserId: iamId(account, 'AIDA'),
    Arn: `arn:aws:iam::${account.id}:user/${LEARNER}`,
    Path: '/',
    CreateDate: now,
    Tags: [],
    attached: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    inline: dictionary(),
  }
  const key = newAccessKey(account, LEARNER)
  return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey }
}
