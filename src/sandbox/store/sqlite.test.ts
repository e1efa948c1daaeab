import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe } from 'vitest'
import { openSqliteStore } from './sqlite.ts'
import { runStoreCases } from './store.case.ts'

describe('SQLite', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'store-'))))
  afterEach(() => rmSync(folder, { recursive: true }))
  runStoreCases(() => openSqliteStore(join(folder, 'test.db')))
})
