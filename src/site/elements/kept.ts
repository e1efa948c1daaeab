/** What this browser keeps for its reader. Where storage is forbidden or full nothing is kept, and the page works all the same. */
export const kept = {
  read(key: string): string | undefined {
    try {
      return localStorage.getItem(key) ?? undefined
    } catch {
      // Forbidden: there is nothing.
      return undefined
    }
  },
  /** @returns whether it is kept beyond this page. */
  write(key: string, value: string): boolean {
    try {
      localStorage.setItem(key, value)
      return true
    } catch {
      // Forbidden, or full.
      return false
    }
  },
  forget(key: string): void {
    try {
      localStorage.removeItem(key)
    } catch {
      // Forbidden: there is nothing to forget.
    }
  },
}
