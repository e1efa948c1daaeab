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
 * Where the backend keeps what must outlive it. A session has documents (the newest value counts) and logs (every entry counts, until it is
 * trimmed); both hold JSON. What was resolved is there after a crash of the process.
 */
export interface Store {
  /** Finds the session of a secret, or makes it.
   *  @param secretHash so that a copy of the store opens no session. */
  openSession(secretHash: string, nowMs: number): Promise<SessionRecord>
  /** The newest `limit` sessions by `seenMs`. */
  listSessions(limit: number): Promise<SessionRecord[]>
  touchSession(id: string, nowMs: number): Promise<void>
  /** Forgets a session and all that it has. */
  deleteSession(id: string): Promise<void>

  getDocument(session: string, kind: string, key: string): Promise<unknown>
  /** All documents of a kind, by key. */
  listDocuments(session: string, kind: string): Promise<Map<string, unknown>>
  putDocument(session: string, kind: string, key: string, value: unknown): Promise<void>
  deleteDocuments(session: string, kind: string): Promise<void>

  /** Appends entries in order; returns the position of the last one. */
  append(session: string, log: string, values: readonly unknown[]): Promise<number>
  readLog(session: string, log: string, afterPosition?: number): Promise<LogEntry[]>
  /** Forgets the entries up to and including a position. */
  trimLog(session: string, log: string, position: number): Promise<void>

  /** A setting of the whole backend; `make` gives the first value. */
  setting(name: string, make: () => Promise<unknown>): Promise<unknown>
  close(): Promise<void>
}
