import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { SessionRecord, Store } from './store.ts'

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS session (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    secret_hash TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS document (
    owner TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (owner, kind, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS log (
    position INTEGER PRIMARY KEY AUTOINCREMENT, owner TEXT NOT NULL, log TEXT NOT NULL, value TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS log_of_owner ON log (owner, log, position);
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`

const SESSION = 'SELECT id, number, created_ms AS createdMs, seen_ms AS seenMs FROM session'

// The write-ahead log makes a commit one append, which survives a crash of the process; only a crash of the machine may lose the last ones.
// The lock is the process's for as long as it lives: two backends on one file would write over each other's sessions.
const OPENING = `
  PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  BEGIN IMMEDIATE; ${SCHEMA} COMMIT;
`

/** A file that cannot be used as a store; `message` is one sentence that says what to do about it. */
export class StoreUnusable extends Error {}

/** A backend that is just ending is waited for so long. */
const PATIENCE_MS = 5000

/** Keeps everything in one file of SQLite's; `:memory:` keeps it for the life of the process.
 *  @throws `StoreUnusable`. */
export function openSqliteStore(path: string, { patienceMs = PATIENCE_MS } = {}): Store {
  const database = openDatabase(path, patienceMs)
  const sql = {
    find: database.prepare(`${SESSION} WHERE secret_hash = ?`),
    create: database.prepare('INSERT INTO session (id, secret_hash, created_ms, seen_ms) VALUES (?, ?, ?, ?)'),
    touch: database.prepare('UPDATE session SET seen_ms = ? WHERE secret_hash = ?'),
    get: database.prepare('SELECT value FROM document WHERE owner = ? AND kind = ? AND key = ?'),
    all: database.prepare('SELECT key, value FROM document WHERE owner = ? AND kind = ?'),
    put: database.prepare('INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?)'),
    drop: database.prepare('DELETE FROM document WHERE owner = ? AND kind = ?'),
    append: database.prepare('INSERT INTO log (owner, log, value) VALUES (?, ?, ?)'),
    read: database.prepare(
      'SELECT position, value FROM log WHERE owner = ? AND log = ? AND position > ? ORDER BY position',
    ),
    trim: database.prepare('DELETE FROM log WHERE owner = ? AND log = ? AND position <= ?'),
    getSetting: database.prepare('SELECT value FROM setting WHERE name = ?'),
    putSetting: database.prepare('INSERT OR IGNORE INTO setting VALUES (?, ?)'),
  }

  function together(run: () => void): void {
    database.exec('BEGIN')
    try {
      run()
      database.exec('COMMIT')
    } catch (error) {
      // A disk that is full has ended it by itself.
      if (database.isTransaction) database.exec('ROLLBACK')
      throw error
    }
  }

  // Each method does its work at once and is asynchronous only for stores that are elsewhere.
  return {
    async openSession(secretHash, nowMs) {
      const isKnown = sql.touch.run(nowMs, secretHash).changes > 0
      if (!isKnown) sql.create.run(crypto.randomUUID(), secretHash, nowMs, nowMs)
      return sql.find.get(secretHash) as unknown as SessionRecord
    },

    getDocument: async (owner, kind, key) => parse(sql.get.get(owner, kind, key)),
    listDocuments: async (owner, kind) =>
      new Map(sql.all.all(owner, kind).map((row) => [row['key'] as string, parse(row)])),
    putDocument: async (owner, kind, key, value) => void sql.put.run(owner, kind, key, JSON.stringify(value)),
    deleteDocuments: async (owner, kind) => void sql.drop.run(owner, kind),

    async append(owner, log, values) {
      let last = 0
      const insert = (value: unknown) => {
        last = Number(sql.append.run(owner, log, JSON.stringify(value)).lastInsertRowid)
      }
      if (values.length === 1) insert(values[0])
      else together(() => values.forEach(insert))
      return last
    },
    readLog: async (owner, log, after = 0) =>
      sql.read.all(owner, log, after).map((row) => ({ position: row['position'] as number, value: parse(row) })),
    trimLog: async (owner, log, position) => void sql.trim.run(owner, log, position),

    async setting(name, make) {
      const known = sql.getSetting.get(name)
      if (known) return parse(known)
      sql.putSetting.run(name, JSON.stringify(await make()))
      return parse(sql.getSetting.get(name))
    },
    close: async () => database.close(),
  }
}

function openDatabase(path: string, timeout: number): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    // It holds what learners wrote, and the key that signs for them.
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600))
    database = new DatabaseSync(path, { timeout })
    database.exec(OPENING)
    const { quick_check: found } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
    if (found !== 'ok') throw Object.assign(new Error(found), { errcode: SQLITE_CORRUPT })
    return database
  } catch (error) {
    database?.close()
    const { errcode, message } = error as Error & { errcode?: number }
    // Extended codes carry the kind in their lowest byte.
    throw new StoreUnusable(remedyOf(path, (errcode ?? 0) & 0xff, message), { cause: error })
  }
}

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

function remedyOf(path: string, code: number, message: string): string {
  if (code === SQLITE_BUSY)
    return `${path} is in use by another Reconcile: end that one, or give this one a folder of its own with --state.`
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB)
    return `${path} is damaged (${message}): put a copy in its place, or move it away to begin with no sessions.`
  return `${path} cannot be written (${message}): make room, see to its rights, or choose another folder with --state.`
}

const parse = (row: Record<string, unknown> | undefined): unknown =>
  row && (JSON.parse(row['value'] as string) as unknown)
