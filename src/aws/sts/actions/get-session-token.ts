import { defineAction } from '../../define.ts'
import { openSession, viewCredentials } from '../sessions.ts'
import { stsErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const getSessionToken = defineAction<{ DurationSeconds?: number }>({
  name: 'GetSessionToken',
  permission: null,
  unsupported: ['SerialNumber', 'TokenCode'],
  handle({ account, caller }, { DurationSeconds = 43_200 }) {
    if (caller.accessKeyId.startsWith('ASIA')) {
      throw stsErrors.accessDenied('Cannot call GetSessionToken with session credentials')
    }
    const of = caller.kind === 'root' ? ({ kind: 'root' } as const) : ({ kind: 'user', name: caller.name } as const)
    return { Credentials: viewCredentials(openSession(account, of, DurationSeconds, undefined)) }
  },
})
