import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsoleLog, createIds, createSystemClock } from '#base'
import { serveHeadless, type Headless } from './headless.ts'
import { createLab, loadModels, type Lab } from './lab.ts'
import { ensureTools } from './tools/tools.ts'

const CHART = join(import.meta.dirname, 'testdata/bakery')
const CACHE = join(import.meta.dirname, '../../.reconcile/tools')

let folder: string
let lab: Lab
let served: Headless
let bin: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'helm-'))
  bin = (await ensureTools({ cache: CACHE, python: '/usr/bin/python3' })).bin
  const clock = createSystemClock()
  lab = await createLab({
    id: 'helm',
    clock,
    ids: createIds(),
    log: createConsoleLog('helm'),
    pace: 20,
    accountId: '111122223333',
    region: 'us-west-2',
    models: loadModels(),
  })
  await lab.addPlainCluster('lab', { nodes: 1 })
  served = await serveHeadless(lab, { directory: folder, port: 0, clock })
})
afterAll(async () => {
  lab.close()
  await served.close()
  await rm(folder, { recursive: true })
})

/** What a program says; what it says of a failure comes as an error. */
function run(program: string, ...args: string[]): Promise<string> {
  const env = { HOME: folder, PATH: `${bin}:/usr/bin:/bin`, KUBECONFIG: served.kubeconfig }
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  execFile(join(bin, program), args, { cwd: folder, env }, (error, stdout, stderr) => {
    if (error) reject(new Error(stderr))
    else resolve(stdout.trim())
  })
  return promise
}
const helm = (...args: string[]) => run('helm', ...args)
const kubectl = (...args: string[]) => run('kubectl', ...args)
const revisions = async () =>
  (JSON.parse(await helm('history', 'shop', '-o', 'json')) as { status: string; description: string }[]).map(
    ({ status, description }) => `${status}: ${description}`,
  )
const flour = () => kubectl('get', 'recipe', 'shop', '-o', 'jsonpath={.spec.flour} {.spec.minutes}')

test('a chart that helm makes itself is clean, and its workload is served', async () => {
  await helm('create', 'plain')
  expect(await helm('lint', 'plain')).toContain('1 chart(s) linted, 0 chart(s) failed')
  await helm('install', 'plain', './plain', '--wait', '--timeout', '60s')
  expect(await kubectl('get', 'deploy', 'plain', '-o', 'jsonpath={.status.readyReplicas}')).toBe('1')
  expect(await helm('test', 'plain', '--timeout', '60s')).toMatch(/Phase:\s+Succeeded/)
  await helm('uninstall', 'plain', '--wait', '--timeout', '60s')
})

test('a release with hooks, tests and kinds of its own goes through its whole life', async () => {
  expect(await helm('lint', CHART)).toContain('0 chart(s) failed')
  const installed = await helm('install', 'shop', CHART, '--wait', '--timeout', '60s')
  expect(installed).toContain('Fresh rye bread at shop.default.')
  expect(await helm('status', 'shop')).toContain('STATUS: deployed')
  expect(await flour()).toBe('rye 45')
  // The hook ran before the rest and is gone, as its policy wants.
  expect(await kubectl('get', 'jobs', '-o', 'name')).toBe('')
  expect(await kubectl('get', 'deploy', 'shop-window', '-o', 'jsonpath={.status.readyReplicas}')).toBe('2')
  expect(await helm('test', 'shop', '--timeout', '60s')).toMatch(/Phase:\s+Succeeded/)
  expect(await kubectl('logs', 'shop-buy')).toContain('Welcome to nginx!')

  await helm('upgrade', 'shop', CHART, '--set', 'bread=spelt,replicas=1', '--wait', '--timeout', '60s')
  expect(await flour()).toBe('spelt 45')
  expect(await kubectl('get', 'job', 'clean-oven', '-o', 'jsonpath={.status.succeeded}')).toBe('1')

  // A hook that fails, and a value that the schema of the definition does not allow, fail the upgrade.
  await expect(helm('upgrade', 'shop', CHART, '--set', 'broken=true', '--timeout', '60s')).rejects.toThrow(
    'pre-upgrade hooks failed',
  )
  await expect(helm('upgrade', 'shop', CHART, '--set', 'bread=oat', '--timeout', '60s')).rejects.toThrow(
    'spec.flour: Unsupported value: "oat": supported values: "rye", "wheat", "spelt"',
  )

  await helm('rollback', 'shop', '1', '--wait', '--timeout', '60s')
  expect(await flour()).toBe('rye 45')
  expect(await kubectl('get', 'deploy', 'shop-window', '-o', 'jsonpath={.status.readyReplicas}')).toBe('2')
  expect(await revisions()).toEqual([
    'superseded: Install complete',
    'superseded: Upgrade complete',
    expect.stringContaining('failed: Upgrade "shop" failed: pre-upgrade hooks failed'),
    expect.stringContaining('failed: Upgrade "shop" failed'),
    'deployed: Rollback to 1',
  ])

  expect(await helm('uninstall', 'shop', '--wait', '--timeout', '60s')).toBe('release "shop" uninstalled')
  expect(await kubectl('get', 'deploy,svc,recipes', '-l', 'app.kubernetes.io/managed-by=Helm', '-o', 'name')).toBe('')
  // Definitions stay: what others have made of them would go with them.
  expect(await kubectl('get', 'crd', 'recipes.bakery.example.com', '-o', 'name')).toContain(
    'recipes.bakery.example.com',
  )
})
