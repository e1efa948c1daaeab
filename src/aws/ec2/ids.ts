import type { AccountCore } from '../scope.ts'

/** A new id such as `vpc-0a1b2c3d4e5f67890`. The long ids of AWS begin with 0. */
export const ec2Id = (account: AccountCore, prefix: string): string => `${prefix}-0${account.ids.hex(16)}`
