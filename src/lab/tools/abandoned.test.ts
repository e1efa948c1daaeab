import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownName, removeAbandoned } from './abandoned.ts'

test('what a killed process left behind is removed, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'abandoned-'))
  try {
    const { pid: gone } = spawnSync(process.execPath, ['--version'])
    const names = [`tools.${gone}.tmp`, ownName('tools'), `other.${gone}.tmp`, 'tools', 'tools.1.tmp']
    for (const name of names) await mkdir(join(folder, name))
    await writeFile(join(folder, names[0]!, 'half'), 'unpacked')
    await removeAbandoned(folder, 'tools')
    expect(await readdir(folder)).toEqual(names.slice(1).toSorted())
    await removeAbandoned(join(folder, 'nowhere'), 'tools')
  } finally {
    await rm(folder, { recursive: true })
  }
})
