import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../testing/browser.ts'
import { openSitePage } from '../testing/site/browser-page.ts'
import { builtSite } from '../testing/site/built-site.ts'
import { startFakeBackend, type FakeBackend } from '../testing/site/fake-backend.ts'

const PATHS = [
  ...globSync('**/*.mdx', { cwd: join(import.meta.dirname, '../../content/docs') })
    .sort()
    .map((path) => (path === 'index.mdx' ? '/' : `/${path.slice(0, -'.mdx'.length)}/`)),
  '/404.html',
]

let browser: Browser
let dist: string
let alone: FakeBackend
beforeAll(async () => {
  dist = await builtSite()
  alone = await startFakeBackend({ dist, live: false })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
  await alone?.[Symbol.asyncDispose]()
})

test.for(PATHS)('%s has no fault that axe can see, on paper and on ink', async (path) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await using opened = await openSitePage(browser, alone.url + path, { colorScheme, reducedMotion: 'reduce' })
    // What is folded away is part of the page too.
    await opened.page.evaluate(() =>
      document.querySelectorAll('main details').forEach((details) => details.setAttribute('open', '')),
    )
    // What stands where is the same in both colours.
    const axe = new AxeBuilder({ page: opened.page }).setLegacyMode(true)
    const { violations } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
    expect(violations.map(({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 200)) }))).toEqual([])
    expect(opened.errors).toEqual([])
  }
})

test('no page is wider than a phone, or than a page at 400 % zoom', async () => {
  const wide: unknown[] = []
  for (const width of [390, 320]) {
    await using opened = await openSitePage(browser, alone.url, { viewport: { width, height: 800 } })
    for (const path of PATHS) {
      await opened.page.goto(alone.url + path)
      const scrolls = await opened.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (scrolls > 0) wide.push({ path, width, scrolls })
    }
  }
  expect(wide).toEqual([])
})

test('without scripts a page has the colours of the system, and offers nothing that needs one', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const options = { colorScheme, javaScriptEnabled: false }
    await using opened = await openSitePage(browser, `${alone.url}/reference/running/`, options)
    const luminance = (selector: string) =>
      opened.page
        .locator(selector)
        .first()
        .evaluate((element) => {
          const { color, backgroundColor } = getComputedStyle(element)
          const [ink, paper] = [color, backgroundColor].map((text) => Number(/\d+/.exec(text)![0]))
          return { ink: ink! > 127 ? 'bright' : 'dark', paper: paper! > 127 ? 'bright' : 'dark' }
        })
    const wanted = colorScheme === 'light' ? { ink: 'dark', paper: 'bright' } : { ink: 'bright', paper: 'dark' }
    expect(await luminance('body')).toEqual(wanted)
    expect(await luminance('.expressive-code pre')).toEqual(wanted)
    expect(await opened.page.getByRole('button', { name: 'Search' }).isVisible()).toBe(false)
  }
})

test('the search comes when it is entered, and finds what is said, not what was printed', async () => {
  await using opened = await openSitePage(browser, `${alone.url}/control-plane/etcd/`)
  const { page } = opened
  await page.keyboard.press('Control+k')
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
  await page.keyboard.type('preempt')
  await page.getByRole('link', { name: 'Preempt: who goes first' }).waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('"old replicas are pending termination"')
  await page.getByText('No results').waitFor()
  // Nor a quiz's answer.
  await page.keyboard.press('Control+a')
  await page.keyboard.type('"a small subnet can run out"')
  await page.getByText('1 result for').waitFor()
})

test('a page without a live block has no script of ours and weighs less than 100 kB', async () => {
  const still = PATHS.map((path) => path.replace(/\/$/, '/index.html')).filter(
    (path) => !readFileSync(join(dist, path), 'utf8').includes('<reconcile-'),
  )
  expect(still).toContain('/404.html')
  for (const path of still) {
    // A page that has opened nothing before, of which something could still be on its way, or in the cache.
    const page = await browser.newPage()
    const files = new Set<string>([path])
    page.on('response', (response) => response.ok() && files.add(new URL(response.url()).pathname))
    await page.goto(alone.url + path, { waitUntil: 'networkidle' })
    await page.close()
    const ours = [...files].filter(
      (file) => file.endsWith('.js') && /reconcile-|strings/.test(readFileSync(join(dist, file), 'utf8')),
    )
    expect(ours).toEqual([])
    const weigh = (file: string) => {
      const bytes = readFileSync(join(dist, file))
      return file.endsWith('.woff2') ? bytes.length : brotliCompressSync(bytes).length
    }
    expect([...files].reduce((sum, file) => sum + weigh(file), 0)).toBeLessThan(100_000)
  }
})
