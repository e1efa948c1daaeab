/** What the backend knows of a session beside its documents. */
export interface SessionRecord {
  /** Public name; unguessable parts are never stored. */
  id: string
  /** Counts up; never given twice. */
  number: number
  createdMs: number
  seenMs: number
}

/** A numbered entry of a log. */
export interface LogEntry {
  position: number
  value: unknown
}

/**
 * Where the backend keeps what must outlive it. An owner, which is a session or one of its labs, has documents (the newest value counts) and
 * logs (every entry counts, until it is trimmed); both hold JSON. What was resolved is there after a crash of the process.
 */
export interface Store {
  /** Finds the session of a secret, or makes it; it was seen now.
   *  @param secretHash so that a copy of the store opens no session. */
  openSession(secretHash: string, nowMs: number): Promise<SessionRecord>

  getDocument(owner: string, kind: string, key: string): Promise<unknown>
  /** All documents of a kind, by key. */
  listDocuments(owner: string, kind: string): Promise<Map<string, unknown>>
  putDocument(owner: string, kind: string, key: string, value: unknown): Promise<void>
  deleteDocuments(owner: string, kind: string): Promise<void>

  /** Appends entries in order; returns the position of the last one. */
  append(owner: string, log: string, values: readonly unknown[]): Promise<number>
  readLog(owner: string, log: string, afterPosition?: number): Promise<LogEntry[]>
  /** Forgets the entries up to and including a position. */
  trimLog(owner: string, log: string, position: number): Promise<void>

  /** A setting of the whole backend; `make` gives the first value. */
  setting(name: string, make: () => Promise<unknown>): Promise<unknown>
  close(): Promise<void>
}
