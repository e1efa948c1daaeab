const key = (exercise: string, task: string) => `reconcile-draft-${exercise}-${task}`

/** A text that is being written, kept in this browser until a backend has it. */
export const drafts = {
  read(exercise: string, task: string): string | undefined {
    try {
      return localStorage.getItem(key(exercise, task)) ?? undefined
    } catch {
      // Storage is forbidden here: the text lives as long as the page.
      return undefined
    }
  },
  keep(exercise: string, task: string, text: string): boolean {
    try {
      localStorage.setItem(key(exercise, task), text)
      return true
    } catch {
      // As above, or full.
      return false
    }
  },
  forget(exercise: string, task: string): void {
    try {
      localStorage.removeItem(key(exercise, task))
    } catch {
      // As above: there is nothing to forget.
    }
  },
}
