import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

/** A page of the site in a browser, with what tests look at. */
export interface SitePage extends AsyncDisposable {
  readonly page: Page
  /** Messages of scripts that failed. */
  readonly errors: string[]
  /** Waits until the page's terminal has printed what is wanted, and gives all that it has printed. */
  terminalShows(wanted: RegExp | ((text: string) => boolean), timeoutMs?: number): Promise<string>
  /** The same page once more, in another tab of the same browser. */
  openTab(): Promise<SitePage>
}

export async function openSitePage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<SitePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  return openIn(context, url)
}

async function openIn(context: BrowserContext, url: string): Promise<SitePage> {
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(url)
  return {
    page,
    errors,
    async terminalShows(wanted, timeoutMs = 15_000) {
      const shows = typeof wanted === 'function' ? wanted : (text: string) => wanted.test(text)
      const text = () =>
        page.evaluate(() => document.querySelector<HTMLElement & { text: string }>('reconcile-terminal')?.text ?? '')
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const shown = await text()
        if (shows(shown)) return shown
        if (Date.now() > deadline) throw new Error(`the terminal does not show ${wanted}; it shows:\n${shown}`)
        await page.waitForTimeout(50)
      }
    },
    openTab: () => openIn(context, page.url()),
    [Symbol.asyncDispose]: () => context.close(),
  }
}
