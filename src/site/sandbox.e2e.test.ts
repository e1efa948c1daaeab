import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PROTOCOL_VERSION } from '../sandbox/protocol.ts'
import { launchBrowser } from '../testing/browser.ts'
import { startTestBackend, type TestBackend } from '../testing/sandbox/backend.ts'
import { openSitePage } from '../testing/site/browser-page.ts'
import { builtSite } from '../testing/site/built-site.ts'
import { enterTerminal, leaveTerminal, typeCommand } from '../testing/site/keyboard.ts'

let browser: Browser
let backend: TestBackend
beforeAll(async () => {
  await builtSite()
  browser = await launchBrowser()
  backend = await startTestBackend()
})
afterAll(async () => {
  await browser?.close()
  await backend?.[Symbol.asyncDispose]()
})

test('a reload finds the shell as it was, and a second tab shows the same one', async () => {
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`)
  const { page } = opened
  await enterTerminal(opened)
  await typeCommand(opened, 'kept=precious; echo "very $kept"')
  await page.reload()
  await opened.terminalShows(/very precious\n~ \$$/)

  const tab = await opened.openTab()
  await enterTerminal(tab)
  expect(await typeCommand(tab, 'echo "still $kept"')).toContain('still precious')
  await opened.terminalShows(/still precious\n~ \$$/)
})

test('the shell gets a single Escape, and none of the two that leave it', async () => {
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`)
  await enterTerminal(opened)
  await leaveTerminal(opened)
  await enterTerminal(opened)
  expect(await typeCommand(opened, 'echo whole')).toContain('\nwhole\n')
  await opened.page.keyboard.type('cat -v')
  await opened.page.keyboard.press('Enter')
  await opened.page.keyboard.press('Escape')
  await opened.terminalShows(/\n\^\[$/)
  await opened.page.keyboard.press('Control+c')
  await opened.terminalShows(/~ \$$/)
})

test('a browser that keeps no cookies is told what to allow', async () => {
  await using opened = await openSitePage(browser, `${backend.url}eks-and-ecs/`)
  const { page } = opened
  const health = { ok: true, protocol: PROTOCOL_VERSION, backend: 'any' }
  await page.context().clearCookies()
  await page.route('**/api/health', (route) => route.fulfill({ json: health }))
  await page.goto(`${backend.url}exercises/exercise-1/`)
  await page.getByText('This browser keeps no cookies of this page').waitFor()
  await page.unroute('**/api/health')
  await page.getByRole('button', { name: 'Connect again' }).click()
  await opened.terminalShows(/~ \$$/)
})

test('a backend that is started again finds page, screen and account', async () => {
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`)
  await enterTerminal(opened)
  await typeCommand(opened, 'aws iam create-user --user-name ada --query User.UserName')
  await backend.restart()
  await opened.terminalShows(/"ada"\n[^]*a new shell[^]*~ \$$/, 30_000)
  // The focus has stayed in the terminal.
  const listed = await typeCommand(opened, 'aws iam list-users --query "Users[].UserName" --output text')
  expect(listed).toMatch(/\nada +learner\n/)
  expect(opened.errors).toEqual([])
})

test('a learner whose cookie is gone gets a new session by asking for one', async () => {
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`)
  await enterTerminal(opened)
  await typeCommand(opened, 'echo before')
  await opened.page.context().clearCookies()
  await backend.restart()
  await opened.page.getByText('This session has ended.').waitFor()
  await opened.page.getByRole('button', { name: 'Connect again' }).click()
  await enterTerminal(opened)
  expect(await typeCommand(opened, 'echo after')).not.toContain('before')
})

test('an editor is as it was after a reload, and what is pasted into it may be long', async () => {
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`)
  const { page } = opened
  await enterTerminal(opened)
  await page.keyboard.type('less cluster-trust.json\n')
  await opened.terminalShows(/"sts:AssumeRole"[^]*\(END\)/)
  await page.reload()
  await opened.terminalShows(/"sts:AssumeRole"[^]*\(END\)/)
  await page.locator('.stop').first().press('Enter')
  await page.keyboard.type('q')
  await opened.terminalShows(/\$$/)
  await page.keyboard.type('tr -cd x | wc -c\n')
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${'x'.repeat(999)}\n`.repeat(400))
  await page.keyboard.press('Control+v')
  await page.locator('dialog.paste').getByRole('button', { name: 'Paste' }).click()
  await page.keyboard.press('Control+d')
  await opened.terminalShows(/\n399600\n/)
})

test('on a phone the shell is real too', async () => {
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`, {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  })
  const { page } = opened
  await page.getByRole('button', { name: 'Terminal', exact: true }).tap()
  await opened.terminalShows(/~ \$$/)
  await page.locator('.stop').first().tap()
  expect(await typeCommand(opened, 'tput cols')).toContain('80')
  await page.keyboard.type('sleep 100\n')
  await page.getByRole('button', { name: 'Control, for the next key' }).tap()
  await page.keyboard.type('c')
  await opened.terminalShows(/sleep 100\n\^C\n~ \$$/)
})
