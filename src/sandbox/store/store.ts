import type { Storage } from '#lab'

/** What the backend knows of a session beside its documents. */
export interface SessionRecord {
  /** Public name; unguessable parts are never stored. */
  id: string
  /** Counts up; never given twice. */
  number: number
  createdMs: number
  seenMs: number
}

/** Where the backend keeps what must outlive it; owners are sessions and their labs. */
export interface Store extends Storage {
  /** Finds the session of a secret, or makes it; it was seen now.
   *  @param secretHash so that a copy of the store opens no session. */
  openSession(secretHash: string, nowMs: number): Promise<SessionRecord>

  /** All documents of a kind, by key. */
  listDocuments(owner: string, kind: string): Promise<Map<string, unknown>>

  /** A setting of the whole backend; `make` gives the first value. */
  setting(name: string, make: () => Promise<unknown>): Promise<unknown>
  close(): Promise<void>
}
