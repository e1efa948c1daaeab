import type { Page } from 'playwright-core'
import type { SitePage } from './browser-page.ts'

/** More stops than any page has. */
const MOST_STOPS = 1000
/** Keys that are pressed before the focus is looked at. */
const STRIDE = 50

/** Moves the focus with the Tab key until it is on what `selector` names; from the last stop it goes on with the first. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  // What is pressed too often has no effect, so that nobody has to look after each key.
  const stay = await page.evaluateHandle((wanted) => {
    const listener = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && document.activeElement?.matches(wanted)) event.preventDefault()
    }
    document.addEventListener('keydown', listener, true)
    return listener
  }, selector)
  try {
    for (let stops = 0; stops < MOST_STOPS; stops += STRIDE) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
      await Promise.all(Array.from({ length: STRIDE }, () => page.keyboard.press('Tab')))
    }
  } finally {
    await page.evaluate((listener) => document.removeEventListener('keydown', listener, true), stay)
  }
  throw new Error(`Tab never comes to ${selector}`)
}

/** Goes into the page's terminal. */
export async function enterTerminal({ page, terminalShows }: SitePage): Promise<void> {
  await tabTo(page, '.stop')
  await page.keyboard.press('Enter')
  await terminalShows(/~ \$$/)
}

export async function leaveTerminal({ page }: SitePage): Promise<void> {
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}

/**
 * Types a command, which may have several lines, into the terminal that has the focus, and waits for the next prompt.
 * @returns what was shown since the prompt that it was typed at.
 */
export async function typeCommand({ page, terminalShows }: SitePage, command: string): Promise<string> {
  const prompts = (text: string) => [...text.matchAll(/~ \$(?: |$)/gm)]
  const before = prompts(await terminalShows(/~ \$$/))
  for (const line of command.split('\n')) {
    await page.keyboard.type(line)
    await page.keyboard.press('Enter')
  }
  const isBack = (text: string) => prompts(text).length > before.length && text.endsWith('~ $')
  return (await terminalShows(isBack, 120_000)).slice(before.at(-1)!.index)
}
