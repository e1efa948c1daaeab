import { accessKeyId, secretKey, sessionToken } from '../iam/ids.ts'
import type { AccountCore } from '../scope.ts'
import type { Session } from './state.ts'

/** What identifies the holder of temporary credentials. */
export interface SessionCredentials {
  accessKeyId: string
  sessionToken: string
  /** Milliseconds since the epoch. */
  expiresMs: number
}

const FORGET_AFTER_MS = 24 * 3_600_000

/** Issues temporary credentials. */
export function openSession(
  account: AccountCore,
  of: Session['of'],
  durationSeconds: number,
  policies: string[] | undefined,
): Session {
  const now = account.clock.now()
  const { sessions } = account.state.sts
  for (const [id, old] of Object.entries(sessions)) {
    if (old.expiresMs + FORGET_AFTER_MS < now) delete sessions[id]
  }
  const session: Session = {
    accessKeyId: accessKeyId(account, 'ASIA'),
    secretAccessKey: secretKey(account),
    sessionToken: sessionToken(account),
    expiresMs: now + durationSeconds * 1000,
    of,
    ...(policies && policies.length > 0 && { policies }),
  }
  sessions[session.accessKeyId] = session
  return session
}

/** A session as STS answers it. */
export const viewCredentials = (session: Session) => ({
  AccessKeyId: session.accessKeyId,
  SecretAccessKey: session.secretAccessKey,
  SessionToken: session.sessionToken,
  Expiration: session.expiresMs,
})
