import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser.ts'
import { startTestBackend } from '../sandbox/backend.ts'
import { builtSite } from '../site/built-site.ts'
import type { BenchOptions, Measure } from './measure.ts'

const EXERCISE = '/exercises/exercise-1/'
/** The one page on which nothing is live. */
const PLAIN = '/404.html'
const RUNS = 5

/** Opening a page in Chromium: until its terminal has a prompt, and what a page without a terminal weighs. */
export async function measurePage({ say }: BenchOptions): Promise<Measure[]> {
  say('page: building the site')
  const dist = await builtSite()
  await using backend = await startTestBackend({ dist, prepare: true })
  const browser = await launchBrowser()
  try {
    say('page: opening pages')
    // The first visitor of a process pays for code that is read from disk.
    await visit(browser, backend.url)
    const fresh: number[] = []
    const again: number[] = []
    for (let i = 0; i < RUNS; i++) {
      const times = await visit(browser, backend.url)
      fresh.push(times.freshMs)
      again.push(times.againMs)
    }
    const { bytes, scripts } = await weigh(browser, backend.url, PLAIN)
    return [
      { part: 'page', what: 'prompt, new session', value: median(fresh), unit: 'ms', goal: { atMost: 1000 } },
      { part: 'page', what: 'prompt, known session', value: median(again), unit: 'ms', goal: { atMost: 300 } },
      { part: 'page', what: 'weight without a terminal', value: bytes / 1000, unit: 'kB', goal: { atMost: 100 } },
      { part: 'page', what: 'scripts without a terminal', value: scripts, unit: 'kB' },
    ]
  } finally {
    await browser.close()
  }
}

/** Opens an exercise as somebody new, then again as the same learner. */
async function visit(browser: Browser, url: string): Promise<{ freshMs: number; againMs: number }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const first = await context.newPage()
    const freshMs = await untilPrompt(first, new URL(EXERCISE, url).href)
    // The first page goes on to set up drawing by GPU, here by software, which would be measured with the second one.
    await first.waitForSelector('reconcile-terminal canvas', { state: 'attached' })
    const againMs = await untilPrompt(await context.newPage(), new URL(EXERCISE, url).href)
    return { freshMs, againMs }
  } finally {
    await context.close()
  }
}

/** By the page's own clock: what a test's driver does inside a page would be measured with it. */
async function untilPrompt(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      const { text = '' } = document.querySelector<HTMLElement & { text?: string }>('reconcile-terminal') ?? {}
      if (/\$\s*$/.test(text)) console.debug(`prompt after ${performance.now()}`)
      else setTimeout(look, 2)
    }
    look()
  })
  const [message] = await Promise.all([
    page.waitForEvent('console', { predicate: (message) => message.text().startsWith('prompt after') }),
    page.goto(url, { waitUntil: 'commit' }),
  ])
  return Number(message.text().split(' ').at(-1))
}

/** Bytes that a first visit brings over the wire. */
async function weigh(browser: Browser, url: string, path: string): Promise<{ bytes: number; scripts: number }> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(new URL(path, url).href, { waitUntil: 'networkidle' })
    const entries = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => {
        const { name, encodedBodySize } = entry as PerformanceResourceTiming
        return { name, bytes: encodedBodySize }
      }),
    )
    const sum = (some: typeof entries) => some.reduce((total, { bytes }) => total + bytes, 0)
    return { bytes: sum(entries), scripts: sum(entries.filter(({ name }) => /\.m?js(\?|$)/.test(name))) / 1000 }
  } finally {
    await context.close()
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!
}
