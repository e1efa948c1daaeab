import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { KUBECTL_ARCHIVE } from './packages.ts'
import { DamagedArchive, openZip } from './zip.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'zip-'))))
afterAll(() => rm(folder, { recursive: true }))

test('an archive that was cut off, or is none, is told from one that cannot be read', async () => {
  const file = await open(KUBECTL_ARCHIVE)
  const { buffer } = await file.read(Buffer.alloc(100_000), 0, 100_000, 0)
  await file.close()
  for (const [name, content] of [
    ['cut', buffer],
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('not found')],
  ] as const) {
    const path = join(folder, name)
    await writeFile(path, content)
    expect(() => openZip(path), name).toThrow(DamagedArchive)
  }
  expect(() => openZip(join(folder, 'none'))).toThrow(/ENOENT/)
})
