import { mkdirSync, mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqliteStore } from './sqlite.ts'
import { runStoreCases } from './store.case.ts'

describe('SQLite', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'store-'))
    file = join(folder, 'test.db')
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  runStoreCases(() => openSqliteStore(file))

  test('a file that is in use, damaged or out of reach is named with what to do about it', async () => {
    const store = openSqliteStore(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(() => openSqliteStore(file, { patienceMs: 0 })).toThrow(
      `${file} is in use by another Reconcile: end that one`,
    )
    for (let i = 0; i < 100; i++) await store.putDocument('a', 'b', `${i}`, 'x'.repeat(1000))
    await store.close()
    truncateSync(file, 40_000)
    expect(() => openSqliteStore(file)).toThrow(/test\.db is damaged \(.*\): put a copy in its place, or move it away/)
    writeFileSync(file, 'no database, but longer than the head of one: '.repeat(100))
    expect(() => openSqliteStore(file)).toThrow('is damaged (file is not a database)')
    mkdirSync(join(folder, 'folder.db'))
    expect(() => openSqliteStore(join(folder, 'folder.db'))).toThrow(/folder\.db cannot be written \(.*\): make room/)
  })
})
