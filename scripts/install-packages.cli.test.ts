import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'install-'))
  for (const file of ['run.mjs', 'install-packages.mjs'])
    await cp(join(import.meta.dirname, file), join(root, 'scripts', file))
  const project = { name: 'course', version: '1.0.0', private: true, type: 'module' }
  const dependencies = { node: '24.21.0' }
  await writeFile(join(root, 'package.json'), JSON.stringify({ ...project, dependencies }))
  const packages = { '': { ...project, dependencies }, 'node_modules/node': { version: '24.21.0' } }
  await writeFile(join(root, 'package-lock.json'), JSON.stringify({ ...project, lockfileVersion: 3, packages }))
})
afterEach(() => rm(root, { recursive: true, force: true }))

/** Runs a script of the project where npm finds neither a registry nor anything that it has kept. */
function run(): Promise<{ status: number; stdout: string; stderr: string }> {
  const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:9/', npm_config_cache: join(root, 'kept') }
  return new Promise((resolve) =>
    execFile(process.execPath, [join(root, 'scripts/run.mjs'), 'hello.ts'], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    ),
  )
}

test('without a network it ends soon, with one sentence', { timeout: 30_000 }, async () => {
  const { status, stderr } = await run()
  expect(status).toBe(1)
  expect(stderr).toMatch(/^npm cannot reach its registry \(ECONNREFUSED\).*: see to the network.*\n$/)
})

test('an install that was interrupted begins anew', { timeout: 30_000 }, async () => {
  await mkdir(join(root, 'node_modules/half'), { recursive: true })
  await run()
  // What nobody has begun here is left to npm, which may remove it; what was begun is not trusted.
  await mkdir(join(root, 'node_modules/half'), { recursive: true })
  expect(await readdir(join(root, 'node_modules'))).toContain('.reconcile-begun')
  await run()
  expect(await readdir(join(root, 'node_modules'))).not.toContain('half')
})

test('Ctrl+C ends it at once, with all that npm has begun', { timeout: 30_000 }, async () => {
  // npm and the scripts of packages go on when they are interrupted, and so does this one; it says so through a pipe that it keeps open.
  const npm = '#!/bin/sh\n[ "$1" = ping ] && exit 0\n(trap "" INT; sleep 60) & echo installs; trap "" INT; wait\n'
  await writeFile(join(root, 'npm'), npm, { mode: 0o755 })
  const env = { ...process.env, PATH: `${root}${delimiter}${process.env['PATH']}` }
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), 'hello.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  child.stdout.on('data', (chunk: Buffer) => chunk.includes('installs') && child.kill('SIGINT'))
  const said = text(child.stdout)
  expect(await once(child, 'exit')).toEqual([130, null])
  // Ends when the last process that can write to it has ended.
  expect(await said).toMatch(/installs\n$/)
})
