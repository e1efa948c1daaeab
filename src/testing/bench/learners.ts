import { setTimeout } from 'node:timers/promises'
import { openPage, type Page } from '../sandbox/page.ts'
import { serveScript } from './child.ts'
import type { BenchOptions, Measure } from './measure.ts'
import { memoryOfTree } from './process-tree.ts'

const TYPING = 50
/** A fast typist. */
const KEY_EVERY_MS = 150
/** Sessions that are begun at a time, so that the machine is not asked for all jails at once. */
const AT_ONCE = 8
const MEGABYTE = 1024 * 1024
/** What a session may take when a thousand of them are to fit into the machine that this was made for. */
const ROOM_MEGABYTES = 20

/** Many learners at one backend: how soon each sees what is typed while fifty type at once, and what a session costs that only waits. */
export async function measureLearners({ idle, seconds, say }: BenchOptions): Promise<Measure[]> {
  await using server = await serveScript<{ url: string }>('src/testing/bench/learners-server.ts', [])
  const { url } = server.first
  const pages: Page[] = []
  // The first one makes what all share.
  pages.push(await openSession(url))
  const before = memoryOfTree(server.process.pid!)
  say(`learners: ${idle} sessions that wait`)
  pages.push(...(await openSessions(url, idle)))
  const bytesEach = (memoryOfTree(server.process.pid!) - before) / idle

  say(`learners: ${TYPING} that type`)
  const typing = await openSessions(url, TYPING)
  pages.push(...typing)
  // Everybody begins somewhere within the first interval, as people do.
  const echoes = await Promise.all(typing.map((page, index) => typeFor(page, seconds, index * (KEY_EVERY_MS / TYPING))))
  for (const page of pages) page.socket.terminate()

  const sorted = echoes.flat().sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!
  return [
    { part: 'learners', what: 'echo of a key, median', value: at(0.5), unit: 'ms' },
    { part: 'learners', what: 'echo of a key, p95', value: at(0.95), unit: 'ms', goal: { atMost: 50 } },
    {
      part: 'learners',
      what: 'memory of a session that waits',
      value: bytesEach / MEGABYTE,
      unit: 'MB',
      goal: { atMost: ROOM_MEGABYTES },
    },
  ]
}

async function openSessions(url: string, count: number): Promise<Page[]> {
  const pages: Page[] = []
  let left = count
  const open = async () => {
    while (left-- > 0) pages.push(await openSession(url))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, open))
  return pages
}

/** A learner who has opened a page and its terminal. */
async function openSession(url: string): Promise<Page> {
  const health = await fetch(new URL('/api/health', url))
  const page = await openPage(
    url,
    health.headers.get('set-cookie')!.split(';')[0]!,
    'exercises/exercise-1',
    'empty-account',
  )
  await page.open()
  return page
}

/** Types one key after the other. @returns the milliseconds that each took to be seen. */
async function typeFor(page: Page, seconds: number, delayMs: number): Promise<number[]> {
  await setTimeout(delayMs)
  const echoes: number[] = []
  const until = performance.now() + seconds * 1000
  for (let key = 1; performance.now() < until; key++) {
    const from = page.text().length
    const begun = performance.now()
    page.type('x')
    await page.shows(/x/, { from })
    echoes.push(performance.now() - begun)
    // Ctrl+U: a line that never ends would be another matter.
    if (key % 40 === 0) page.type('\u0015')
    await setTimeout(Math.max(0, KEY_EVERY_MS - (performance.now() - begun)))
  }
  return echoes
}
