/** Stands before the work of loops: open, closed, or open for one piece at a time. */
export interface Gate {
  readonly closed: boolean
  close(): void
  open(): void
  /** Lets one piece of work through a closed gate, the next that comes. */
  admitOne(): void
  /** Whether a piece of work may begin now; if so it counts as begun. */
  admits(): boolean
  /** Calls `listener` whenever work may go on, or no longer. @returns what ends it. */
  onChange(listener: () => void): () => void
}

/** A gate that is open. */
export function createGate(): Gate {
  const listeners = new Set<() => void>()
  let closed = false
  let admitted = 0
  const tell = () => listeners.forEach((listener) => listener())
  return {
    get closed() {
      return closed
    },
    close() {
      closed = true
      tell()
    },
    open() {
      closed = false
      admitted = 0
      tell()
    },
    admitOne() {
      admitted = 1
      tell()
    },
    admits() {
      if (!closed) return true
      if (admitted === 0) return false
      admitted--
      return true
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
