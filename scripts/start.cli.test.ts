import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openPage, type Page } from '../src/testing/sandbox/page.ts'

const root = join(import.meta.dirname, '..')
let state: string
const running = new Set<ChildProcess>()

beforeAll(async () => void (state = await mkdtemp(join(tmpdir(), 'start-'))))
afterEach(async () => {
  for (const child of running) {
    child.kill('SIGKILL')
    await once(child, 'close')
  }
})
afterAll(async () => {
  await rm(state, { recursive: true, force: true })
})

/** Starts the backend without building pages; resolves with its address and what it said before. */
async function start(...args: string[]): Promise<{ child: ChildProcess; url: string; said: string[] }> {
  const own = ['--no-open', '--state', state, '--pages', 'http://127.0.0.1:9', ...args]
  const child = spawn(join(root, 'node_modules/node/bin/node'), [join(root, 'scripts/start.ts'), ...own], {
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, '.reconcile/compiled') },
  })
  running.add(child)
  child.on('close', () => running.delete(child))
  const said: string[] = []
  child.stderr.on('data', (chunk) => said.push(String(chunk)))
  for await (const line of createInterface(child.stdout)) {
    said.push(line)
    const url = /^Reconcile is at (\S+)/.exec(line)?.[1]
    if (url) return { child, url, said }
  }
  throw new Error(`it ended: ${said.join('\n')}`)
}

test('a killed backend comes back with the same lab, files and screen', async () => {
  const first = await start('--port', '0')
  const health = await fetch(new URL('/api/health', first.url))
  const cookie = health.headers.get('set-cookie')!.split(';')[0]!
  const page = await openPage(first.url, cookie, 'exercises/exercise-1')
  await page.open()
  page.type('echo precious > kept; aws iam create-user --user-name ada --query User.UserName\n')
  await page.shows(/\n"ada"\n/)
  // The screen is written soon after something was printed, at the latest with the next look.
  await new Promise((resolve) => setTimeout(resolve, 2500))
  first.child.kill('SIGKILL')
  await once(first.child, 'close')

  const second = await start('--port', '0')
  const back = await openPage(second.url, cookie, 'exercises/exercise-1')
  expect((await back.frame('welcome')).lab.state).toBe('restored')
  await back.open()
  await back.shows(/"ada"[^]*a new shell/)
  back.type('cat kept; aws iam list-users --query "Users[].UserName" --output text\n')
  await back.shows(/\nprecious\nada\tlearner\n/)
  second.child.kill('SIGTERM')
  expect(await once(second.child, 'close')).toEqual([0, null])
})

test('the cluster of a killed backend goes on with the same nodes and pods', async () => {
  const first = await start('--port', '0')
  const health = await fetch(new URL('/api/health', first.url))
  const cookie = health.headers.get('set-cookie')!.split(';')[0]!
  const page = await openPage(first.url, cookie, '', 'cluster-ready')
  await page.open()
  page.type('kubectl create deployment web --image=nginx:1.29 --replicas=3 && kubectl rollout status deployment/web\n')
  await page.shows(/successfully rolled out/, { timeoutMs: 90_000 })
  // What a learner would notice: other objects, moved pods, containers that were started again.
  const columns = 'U:metadata.uid,N:.spec.nodeName,P:.status.phase,R:.status.containerStatuses[*].restartCount'
  const list = `clear; kubectl get nodes,deployments,replicasets,pods -A --no-headers -o custom-columns=${columns} | sort; echo LISTED\n`
  const listed = async (shown: Page) => {
    const from = shown.text().length
    shown.type(list)
    await shown.shows(/\nLISTED\n/, { from })
    return shown
      .text()
      .slice(from)
      .match(/^[0-9a-f]{8}-.*$/gm)
  }
  const before = await listed(page)
  expect(before!.length).toBeGreaterThan(10)
  first.child.kill('SIGKILL')
  await once(first.child, 'close')

  const second = await start('--port', '0')
  const back = await openPage(second.url, cookie, '', 'cluster-ready')
  expect((await back.frame('welcome')).lab.state).toBe('restored')
  await back.open()
  expect(await listed(back)).toEqual(before)
  back.type('kubectl scale deployment web --replicas=4 && kubectl rollout status deployment/web\n')
  await back.shows(/deployment.apps\/web scaled[^]*successfully rolled out/, { timeoutMs: 60_000 })
  second.child.kill('SIGTERM')
  await once(second.child, 'close')
})

test('of two that begin at once on one state, one goes on; damaged sessions are not written over', async () => {
  const both = await Promise.allSettled([start('--port', '0'), start('--port', '0')])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  for (const one of both) {
    if (one.status === 'rejected') expect(String(one.reason)).toMatch(/is in use by another Reconcile|already runs at/)
    else one.value.child.kill('SIGKILL')
  }
  const damaged = await mkdtemp(join(tmpdir(), 'damaged-'))
  await writeFile(join(damaged, 'reconcile.db'), 'not a database'.repeat(1000))
  await expect(start('--port', '0', '--state', damaged)).rejects.toThrow('reconcile.db is damaged')
  await rm(damaged, { recursive: true })
})

test('a busy port is named and the next one taken', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as AddressInfo
  const { child, url, said } = await start('--port', String(port))
  expect(said).toContain(`port ${port} is taken; trying ${port + 1}`)
  expect(Number(new URL(url).port)).toBeGreaterThan(port)
  // A second one on the same state would write over the first one's sessions.
  await expect(start('--port', '0')).rejects.toThrow(`already runs at ${url}`)
  child.kill('SIGINT')
  expect(await once(child, 'close')).toEqual([130, null])
  taken.close()
})
