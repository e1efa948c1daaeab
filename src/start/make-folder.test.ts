import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('a folder is made with those above it, and found again', async () => {
  const root = await mkdtemp(join(tmpdir(), 'folder-'))
  const path = join(root, 'a/b/c')
  await makeFolder(path)
  await makeFolder(path)
  expect((await stat(path)).isDirectory()).toBe(true)
  await writeFile(join(root, 'file'), '')
  await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(join(root, 'file/below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  await rm(root, { recursive: true })
})

test.runIf(process.platform === 'linux')('where no folder can be, it ends and says so', async () => {
  await expect(makeFolder('/proc/reconcile')).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(makeFolder('/proc/reconcile/state')).rejects.toMatchObject({ code: 'ENOENT' })
})
