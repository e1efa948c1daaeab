import { dictionary } from '../dictionary.ts'

/** Temporary credentials. */
export interface Session {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  expiresMs: number
  /** Whose permissions the session has. */
  of: { kind: 'role'; name: string; sessionName: string } | { kind: 'user'; name: string } | { kind: 'root' }
  policies?: string[]
}

/** Sessions by access key id; those that are long over are dropped when a new one is made. */
export interface StsState {
  sessions: Record<string, Session>
}

/** STS of a new account. */
export const emptyStsState = (): StsState => ({ sessions: dictionary() })
