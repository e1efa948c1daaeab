/** A numbered entry of a log. */
export interface LogEntry {
  position: number
  value: unknown
}

/**
 * Where a lab keeps what must outlive the process. An owner has documents (the newest value counts) and logs (every entry counts, until it
 * is trimmed); both hold JSON. What was resolved is there after a crash.
 */
export interface Storage {
  getDocument(owner: string, kind: string, key: string): Promise<unknown>
  putDocument(owner: string, kind: string, key: string, value: unknown): Promise<void>
  deleteDocuments(owner: string, kind: string): Promise<void>

  /** Appends entries in order; returns the position of the last one. */
  append(owner: string, log: string, values: readonly unknown[]): Promise<number>
  readLog(owner: string, log: string, afterPosition?: number): Promise<LogEntry[]>
  /** Forgets the entries up to and including a position. */
  trimLog(owner: string, log: string, position: number): Promise<void>
}
