import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

let root: string
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'build-'))))
afterEach(() => rm(root, { recursive: true }))

/** A process that builds the site of `root` with this as its builder. */
async function build(builder: string) {
  await mkdir(join(root, 'node_modules/.bin'), { recursive: true })
  await writeFile(join(root, 'node_modules/.bin/astro'), builder)
  const options = JSON.stringify({ root, stamp: join(root, 'stamp') })
  const script = `import { buildSite } from ${JSON.stringify(join(import.meta.dirname, 'build-site.ts'))}
    process.on('SIGINT', () => process.exit(130))
    await buildSite({ ...${options}, say: () => {} })`
  return spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'inherit', 'pipe'] })
}

test('Ctrl+C ends the build with what asked for it; the next start builds anew', async () => {
  const pidFile = join(root, 'builder.pid')
  const writesPid = `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid))`
  const interrupted = await build(`${writesPid}; setTimeout(() => {}, 60_000)`)
  const builder = await vi.waitUntil(async () => Number(await readFile(pidFile, 'utf8').catch(() => '')) || undefined, {
    timeout: 20_000,
  })
  interrupted.kill('SIGINT')
  expect(await once(interrupted, 'exit')).toEqual([130, null])
  // Empty once it has ended, though nobody may have asked for its status yet.
  const runs = () => readFile(`/proc/${builder}/cmdline`, 'utf8').catch(() => '')
  await vi.waitFor(async () => expect(await runs()).toBe(''))
  expect(existsSync(join(root, 'stamp'))).toBe(false)

  const next = await build(
    `require('node:fs').mkdirSync('dist'); require('node:fs').writeFileSync('dist/index.html', '')`,
  )
  expect(await once(next, 'exit')).toEqual([0, null])
  expect(existsSync(join(root, 'stamp'))).toBe(true)
})
