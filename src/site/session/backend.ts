import * as z from 'zod/mini'
import { Health, HEALTH_PATH, PROTOCOL_VERSION, SOCKET_PATH } from '../../sandbox/protocol.ts'

const PATIENCE_MS = 3_000

/** Whether a backend that speaks this page's protocol serves the page. The answer also brings the session's cookie. */
export async function findBackend(): Promise<boolean> {
  try {
    const response = await fetch(HEALTH_PATH, { signal: AbortSignal.timeout(PATIENCE_MS) })
    if (!response.ok) return false
    const health = z.safeParse(Health, await response.json())
    return health.success && health.data.protocol === PROTOCOL_VERSION
  } catch {
    // No server, or one that serves files only: the page plays its recordings.
    return false
  }
}

export function socketUrl(location: Location): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${SOCKET_PATH}`
}
