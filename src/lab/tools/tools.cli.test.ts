import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureTools, type Tools, type ToolsProgress } from './tools.ts'

const run = promisify(execFile)
let cache: string
let tools: Tools
const progress: number[] = []
let total = 0

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'tools-'))
  const onProgress = ({ doneBytes, totalBytes }: ToolsProgress) => {
    progress.push(doneBytes)
    total = totalBytes
  }
  tools = await ensureTools({ cache, python: '/usr/bin/python3', onProgress })
})
afterAll(() => rm(cache, { recursive: true }))

test('the programs run from the folder that they were moved to', async () => {
  const versions = await Promise.all([
    run(join(tools.bin, 'kubectl'), ['version', '--client']),
    run(join(tools.bin, 'helm'), ['version', '--short']),
    run(join(tools.bin, 'aws'), ['--version']),
  ])
  expect(versions.map(({ stdout }) => stdout.split(/[\s+]/).slice(0, 3).join(' '))).toEqual([
    'Client Version: v1.35.2',
    expect.stringMatching(/^v4\.1\.4/),
    expect.stringMatching(/^aws-cli\/1\./),
  ])
})

test('progress ends at the whole, and a second run does nothing', async () => {
  expect(progress.at(-1)).toBe(total)
  expect(await ensureTools({ cache, python: '/nowhere', onProgress: () => expect.unreachable() })).toEqual(tools)
  expect(await readdir(cache)).toHaveLength(1)
})

test('a failed run leaves nothing behind', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'tools-'))
  await expect(ensureTools({ cache: empty, python: '/nowhere' })).rejects.toThrow('ENOENT')
  expect(await readdir(empty)).toEqual([])
  await rm(empty, { recursive: true })
})

test('a token is kept until the identity changes', async () => {
  const home = await mkdtemp(join(tmpdir(), 'home-'))
  const token = (env: Record<string, string>, cluster: string) =>
    run(join(tools.bin, 'aws'), ['--region', 'us-west-2', 'eks', 'get-token', '--cluster-name', cluster], {
      env: { HOME: home, AWS_SECRET_ACCESS_KEY: 'secret', AWS_ACCESS_KEY_ID: 'A', ...env },
    }).then(({ stdout }) => JSON.parse(stdout) as unknown)
  const files = () => readdir(join(home, '.aws/cli/cache'))

  const first = await token({}, 'shop')
  expect(first).toMatchObject({ kind: 'ExecCredential' })
  expect(await token({}, 'shop')).toEqual(first)
  expect(await files()).toHaveLength(1)
  await token({ AWS_ACCESS_KEY_ID: 'B' }, 'shop')
  await token({}, 'other')
  expect(await files()).toHaveLength(3)

  // Credentials that are newer than the token make another one.
  const kept = join(home, '.aws/cli/cache', (await files())[0]!)
  const old = new Date(0)
  for (const name of await files()) await utimes(join(home, '.aws/cli/cache', name), old, old)
  await run('touch', [join(home, '.aws/credentials')])
  await Promise.all([token({}, 'shop'), token({ AWS_ACCESS_KEY_ID: 'B' }, 'shop'), token({}, 'other')])
  expect((await stat(kept)).mtimeMs).toBeGreaterThan(0)
  await rm(home, { recursive: true })
})
