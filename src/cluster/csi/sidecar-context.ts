import type { CsiController, CsiDriver } from './csi-driver.ts'

/** What each sidecar of a pod works with. */
export interface SidecarContext {
  driver: CsiDriver
  controller: CsiController
  podName: string
  /** Whom the provisioner's events come from. */
  identity: string
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 300_000

/** How often each key has been refused in a row, and when to ask again. */
export interface Refusals {
  /** @returns milliseconds until the next try. */
  add(key: string): number
  clear(key: string): void
}

export function createRefusals(): Refusals {
  const counts = new Map<string, number>()
  return {
    add(key) {
      const count = counts.get(key) ?? 0
      counts.set(key, count + 1)
      return Math.min(FIRST_RETRY_MS * 2 ** count, LONGEST_RETRY_MS)
    },
    clear: (key) => void counts.delete(key),
  }
}
