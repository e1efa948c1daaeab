/** Who signed a request. */
export interface Caller {
  kind: 'root' | 'user' | 'role' | 'anonymous'
  accountId: string
  /** As GetCallerIdentity says it: a user's ARN, or an assumed role's with its session. */
  arn: string
  /** Unique id, with the session's name behind a colon for roles. */
  userId: string
  /** ARN of the IAM user or role behind it. */
  principalArn: string
  /** Name of the IAM user or role. */
  name: string
  accessKeyId: string
  sessionName?: string
  /** Policies that narrow a session down. */
  sessionPolicies?: string[]
}

/** For the few operations that come unsigned. */
export const anonymous = (accountId: string): Caller => ({
  kind: 'anonymous',
  accountId,
  arn: 'anonymous',
  userId: 'anonymous',
  principalArn: '*',
  name: 'anonymous',
  accessKeyId: '',
})
