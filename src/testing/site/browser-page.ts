import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** A page of the site in a browser, with what tests look at. */
export interface SitePage extends AsyncDisposable {
  readonly page: Page
  /** Messages of scripts that failed. */
  readonly errors: string[]
  /** Waits until the page's terminal has printed what `pattern` describes, and gives all that it has printed. */
  terminalShows(pattern: RegExp): Promise<string>
}

export async function openSitePage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<SitePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(url)
  return {
    page,
    errors,
    async terminalShows(pattern) {
      const text = () =>
        page.evaluate(() => document.querySelector<HTMLElement & { text: string }>('reconcile-terminal')?.text ?? '')
      const deadline = Date.now() + 15_000
      for (;;) {
        const shown = await text()
        if (pattern.test(shown)) return shown
        if (Date.now() > deadline) throw new Error(`the terminal does not show ${pattern}; it shows:\n${shown}`)
        await page.waitForTimeout(50)
      }
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}
