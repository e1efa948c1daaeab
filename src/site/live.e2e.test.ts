import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CloseCode, MAX_TERMINALS } from '../sandbox/protocol.ts'
import { launchBrowser } from '../testing/browser.ts'
import { openSitePage } from '../testing/site/browser-page.ts'
import { builtSite } from '../testing/site/built-site.ts'
import { startFakeBackend } from '../testing/site/fake-backend.ts'

const EXERCISE = '/exercises/exercise-1/'
let browser: Browser
let dist: string
beforeAll(async () => {
  dist = await builtSite()
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

async function openExercise() {
  const backend = await startFakeBackend({ dist })
  const opened = await openSitePage(browser, backend.url + EXERCISE)
  await opened.terminalShows(/\$$/)
  return {
    backend,
    ...opened,
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await backend[Symbol.asyncDispose]()
    },
  }
}

test('the keyboard passes the terminal by, goes in with Enter and out with Esc Esc', async () => {
  await using exercise = await openExercise()
  const { page } = exercise
  const stop = page.locator('.stop').first()
  await stop.focus()
  await page.keyboard.press('Tab')
  expect(await stop.evaluate((element) => element.contains(document.activeElement))).toBe(false)
  await page.keyboard.press('Shift+Tab')
  expect(await stop.evaluate((element) => element === document.activeElement)).toBe(true)

  await page.keyboard.press('Enter')
  await page.keyboard.type('echo hi')
  await exercise.terminalShows(/\$ echo hi$/)
  // Inside, Tab is the shell's.
  await page.keyboard.press('Tab')
  expect(await stop.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  expect(await page.getByRole('button', { name: 'Leave terminal' }).isVisible()).toBe(true)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  expect(await stop.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await page.getByRole('button', { name: 'Leave terminal' }).isVisible()).toBe(false)

  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Leave terminal' }).click()
  expect(await stop.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(
    await page.evaluate(
      () => document.getElementById(document.querySelector('.stop')!.getAttribute('aria-describedby')!)!.textContent,
    ),
  ).toMatch(/Esc Esc/)
})

test('a run button runs its command and keeps the focus; its copy button copies the command alone', async () => {
  await using exercise = await openExercise()
  const { page } = exercise
  const run = page.getByRole('button', { name: 'Run aws sts get-caller-identity' })
  await run.click()
  await exercise.terminalShows(/\$ aws sts get-caller-identity\nran\n\$$/)
  expect(await run.evaluate((button) => button === document.activeElement)).toBe(true)
  await page
    .getByRole('button', { name: /^Copy for policy in/ })
    .first()
    .click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^for policy in .*; do\n {2}aws iam .*\ndone$/,
  )
})

test('the copy button covers nothing of its command, and says that it has copied each time', async () => {
  await using exercise = await openExercise()
  const { page } = exercise
  const covered = await page.locator('reconcile-transcript .line').evaluateAll(
    (lines) =>
      lines.filter((line) => {
        const ofCommand = document.createRange()
        ofCommand.selectNodeContents(line.querySelector('.command')!)
        const { left } = line.querySelector('[data-do="copy"]')!.getBoundingClientRect()
        return ofCommand.getBoundingClientRect().right > left
      }).length,
  )
  expect(covered).toBe(0)
  const copy = page.getByRole('button', { name: 'Copy aws sts get-caller-identity' })
  await copy.click()
  await page.getByText('Copied').waitFor()
  await copy.click()
  await page.getByText('Copied').waitFor({ state: 'detached' })
})

test('a dropped connection comes back with what the screen showed, and says that nothing is lost', async () => {
  await using exercise = await openExercise()
  const { page, backend } = exercise
  await page.getByRole('button', { name: 'Run aws sts get-caller-identity' }).click()
  await exercise.terminalShows(/ran/)
  backend.refuse(true)
  backend.drop()
  await page.getByText('Reconnecting, your cluster is safe').waitFor()
  const before = backend.frames.length
  backend.refuse(false)
  await backend.received('terminal.open', before)
  await page.getByText('Reconnecting, your cluster is safe').waitFor({ state: 'hidden' })
  const text = await exercise.terminalShows(/ran\n\$$/)
  expect(text.match(/get-caller-identity/g)).toHaveLength(1)
})

test('where something in between lets no WebSocket through, that is said; it opens as soon as one gets through', async () => {
  await using exercise = await openExercise()
  exercise.backend.refuse(true)
  await exercise.page.reload()
  const blocked = exercise.page.getByText('no WebSocket reaches it')
  await blocked.waitFor()
  exercise.backend.refuse(false)
  await blocked.waitFor({ state: 'hidden' })
  await exercise.terminalShows(/\$$/)
})

test.each(['forbids storage', 'has no room left'])(
  'where a browser %s the page works all the same',
  async (obstacle) => {
    await using exercise = await openExercise()
    const { page } = exercise
    await page.addInitScript((isForbidden: boolean) => {
      const refuse = () => {
        throw new DOMException('refused', isForbidden ? 'SecurityError' : 'QuotaExceededError')
      }
      if (isForbidden) Object.defineProperty(window, 'localStorage', { get: refuse, configurable: true })
      else Storage.prototype.setItem = refuse
    }, obstacle === 'forbids storage')
    await page.reload()
    await exercise.terminalShows(/\$$/)
    const divider = page.locator('.divider')
    const width = () => divider.evaluate(({ ariaValueNow }) => Number(ariaValueNow))
    const before = await width()
    await divider.focus()
    await page.keyboard.press('ArrowLeft')
    expect(await width()).toBeGreaterThan(before)
    await page.getByRole('button', { name: 'Run aws sts get-caller-identity' }).click()
    await exercise.terminalShows(/ran/)
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('light')
    // Starlight's picker writes what it shows, and says when it cannot.
    expect(exercise.errors).toEqual(obstacle === 'forbids storage' ? [] : ['refused'])
  },
)

test('a session that has ended says so and comes back when it is asked to', async () => {
  await using exercise = await openExercise()
  exercise.backend.end()
  await exercise.page.getByText('This session has ended.').waitFor()
  const before = exercise.backend.frames.length
  await exercise.page.getByRole('button', { name: 'Connect again' }).click()
  await exercise.backend.received('terminal.open', before)
  exercise.backend.end(CloseCode.tooMany)
  await exercise.page.getByText('No room: too many pages').waitFor()
  expect(await exercise.page.getByRole('button', { name: 'Connect again' }).isVisible()).toBe(true)
})

test('several terminals are tabs on one session', async () => {
  await using exercise = await openExercise()
  const { page, backend } = exercise
  const before = backend.frames.length
  await page.getByRole('button', { name: 'New terminal' }).click()
  expect(await backend.received('terminal.open', before)).toMatchObject({ terminal: 1 })
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Terminal 2')
  await page.keyboard.press('ArrowLeft')
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Terminal 1')
  await page.reload()
  await page.getByRole('tab', { name: 'Terminal 2' }).waitFor()

  const add = page.getByRole('button', { name: 'New terminal' })
  for (let tabs = 2; tabs < MAX_TERMINALS; tabs++) await add.click()
  await page.getByRole('tab', { name: `Terminal ${MAX_TERMINALS}` }).waitFor()
  expect(await add.isVisible()).toBe(false)
  await page.getByRole('tab', { name: 'Terminal 3' }).click()
  await page.locator('details.more summary').click()
  await page.getByRole('button', { name: 'Close this terminal' }).click()
  await add.click()
  expect(await page.getByRole('tab', { selected: true }).textContent()).toBe('Terminal 3')
})

test('a page over plain HTTP from another machine copies as well', async () => {
  await using exercise = await openExercise()
  const { page } = exercise
  await page.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }))
  await page.reload()
  await exercise.terminalShows(/\$$/)
  await page.getByRole('button', { name: 'Copy aws sts get-caller-identity' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('aws sts get-caller-identity')
})

test('several lines are pasted only after a question; Ctrl+C copies a selection and else interrupts', async () => {
  await using exercise = await openExercise()
  const { page } = exercise
  await page.evaluate(() => navigator.clipboard.writeText('one\ntwo\n'))
  await page.locator('.stop').first().press('Enter')
  await page.keyboard.press('Control+v')
  await page.getByText('Paste 2 lines?').waitFor()
  await page.getByRole('button', { name: 'Cancel' }).first().click()
  await page.locator('.stop').first().press('Enter')
  await page.keyboard.press('Control+v')
  await page.locator('dialog.paste').getByRole('button', { name: 'Paste' }).click()
  await exercise.terminalShows(/\$ one\n\$ two/)

  await page
    .locator('.xterm-screen')
    .first()
    .dblclick({ position: { x: 20, y: 8 } })
  await page.keyboard.press('Control+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('one')
  await page.keyboard.press('Control+c')
  await exercise.terminalShows(/\^C/)
})

test('a task turns green by itself, says what is wrong, and takes the reader to a verdict that was asked for', async () => {
  await using exercise = await openExercise()
  const { page, backend } = exercise
  const task = page.locator('#task-cluster-role')
  await task.scrollIntoViewIfNeeded()
  await backend.received('progress.get')
  const verdict = {
    type: 'verdict',
    exercise: 'exercise-1',
    task: 'cluster-role',
    seen: 'NoSuchEntity',
    wanted: 'a role',
  } as const
  await task.getByRole('button', { name: 'Check now' }).click()
  await backend.received('check')
  backend.send({ ...verdict, status: 'fail', mistake: 'There is no role yet.', help: '#1-two-roles' })
  await task.getByText('Not yet').waitFor()
  expect(await task.locator('[role=status]').evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await task.locator('[role=status]').textContent()).toContain('There is no role yet.')
  await task.getByRole('link', { name: 'The passage that helps' }).click()
  expect(new URL(page.url()).hash).toBe('#1-two-roles')

  await task.getByText('A nudge').click()
  expect(await backend.received('hint.taken')).toMatchObject({ task: 'cluster-role', rung: 1 })

  backend.send({ ...verdict, status: 'waiting' })
  await task.getByText('Waiting', { exact: true }).waitFor()
  backend.send({ ...verdict, status: 'pass' })
  await task.getByText('Reached', { exact: true }).waitFor()

  const list = page.locator('reconcile-task-list')
  await list.getByText('1 of 8 tasks reached').waitFor()
  await list.getByRole('link', { name: 'Three nodes that are Ready' }).click()
  expect(new URL(page.url()).hash).toBe('#task-nodes')
})

test('answers save themselves, and the signed file is handed to the learner', async () => {
  await using backend = await startFakeBackend({ dist })
  await using opened = await openSitePage(browser, `${backend.url}/deliverables/`)
  const { page } = opened
  const answer = page.locator('#task-ecs-or-eks')
  await answer.scrollIntoViewIfNeeded()
  await backend.received('progress.get')
  await answer.getByRole('textbox').fill('ECS, because it is enough.')
  await answer.getByText('Not saved yet').waitFor()
  expect(await backend.received('answer.save')).toMatchObject({
    task: 'ecs-or-eks',
    value: 'ECS, because it is enough.',
  })
  backend.send({ type: 'saved', exercise: 'deliverables', task: 'ecs-or-eks', timeMs: 1 })
  await answer.getByText('Saved', { exact: true }).waitFor()

  await page.getByLabel(/^Your name/).fill('Ada')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Hand in' }).click()
  expect(await backend.received('submit')).toMatchObject({ exercise: 'deliverables', learner: 'Ada' })
  const body = { entry: 'task', exercise: 'deliverables', task: 'who-runs', verdict: { status: 'pass' } }
  backend.send({ type: 'submission', fileName: 'ada.json', file: JSON.stringify({ entries: [{ body }] }) })
  expect((await download).suggestedFilename()).toBe('ada.json')
  await page.getByText(/ada\.json was saved/).waitFor()
  expect(await page.locator('tr[data-task=who-runs]').textContent()).toContain('Reached')
})

test('the terminal is as wide as it is dragged or stepped to, and stays so', async () => {
  await using exercise = await openExercise()
  const { page } = exercise
  const divider = page.getByRole('separator', { name: 'Width of the terminal' })
  const width = async () => Math.round((await page.locator('#workbench').boundingBox())!.width)
  expect(await width()).toBe(720)
  await divider.focus()
  await page.keyboard.press('ArrowRight')
  expect(await width()).toBe(648)
  const box = (await divider.boundingBox())!
  await page.mouse.move(box.x + 5, 400)
  await page.mouse.down()
  await page.mouse.move(576, 400)
  await page.mouse.up()
  expect(await width()).toBe(864)
  await page.reload()
  expect(await width()).toBe(864)
  await page.getByRole('button', { name: 'Hide' }).click()
  expect(await page.locator('#workbench').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Terminal', exact: true }).click()
  expect(await page.locator('#workbench').isVisible()).toBe(true)
})

test('a terminal that a page of text opens takes the place of the contents, not of the text', async () => {
  await using backend = await startFakeBackend({ dist })
  await using opened = await openSitePage(browser, `${backend.url}/kubernetes-in-one-page/`)
  const { page } = opened
  const text = async () => (await page.locator('.sl-markdown-content').boundingBox())!
  expect((await text()).x).toBeGreaterThan(240)
  await page.getByRole('button', { name: 'Terminal', exact: true }).click()
  await page.locator('#workbench').waitFor()
  expect((await text()).x).toBeLessThan(100)
  expect((await text()).width).toBeGreaterThan(500)
})

test('on a phone the terminal comes on demand, is 80 columns wide and brings the keys that are missing', async () => {
  await using backend = await startFakeBackend({ dist })
  await using opened = await openSitePage(browser, backend.url + EXERCISE, {
    viewport: { width: 390, height: 800 },
    hasTouch: true,
    isMobile: true,
  })
  const { page } = opened
  expect(await page.locator('#workbench').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Terminal', exact: true }).tap()
  await opened.terminalShows(/\$$/)
  expect(await backend.received('terminal.open')).toMatchObject({ cols: 80 })
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('TEXTAREA')
  for (const name of ['Escape', 'Tab', 'Control, for the next key', 'Left']) {
    const box = await page.getByRole('button', { name, exact: true }).boundingBox()
    expect(Math.min(box!.width, box!.height)).toBeGreaterThanOrEqual(44)
  }
  await page.locator('.stop').first().tap()
  await page.getByRole('button', { name: 'Control, for the next key' }).tap()
  await page.keyboard.type('c')
  await opened.terminalShows(/\^C/)
})

test('without a backend a page plays what was recorded, and says how to get one', async () => {
  await using backend = await startFakeBackend({ dist, live: false })
  await using opened = await openSitePage(browser, backend.url + EXERCISE, { reducedMotion: 'reduce' })
  const { page } = opened
  await page.getByText(/run npm start/).waitFor()
  await page.getByRole('button', { name: /^Run jq -r/ }).click()
  await opened.terminalShows(/\$ jq -r .*\n(.*\n)*eks\.amazonaws\.com\nec2\.amazonaws\.com\n\$$/)

  await page.goto(`${backend.url}/deliverables/`)
  const quiz = page.locator('#task-who-runs')
  await quiz.getByLabel('It upgrades the cluster to each new minor version.').check()
  await quiz.getByRole('button', { name: 'Check answer' }).click()
  await quiz.getByText('Not right.').waitFor()
  expect(await quiz.locator('.why:visible').textContent()).toMatch(/You choose when/)
  await quiz.getByLabel('It replaces a failed API server or etcd member.').check()
  await quiz.getByRole('button', { name: 'Check answer' }).click()
  await quiz.getByText('Reached').waitFor()
  await page.locator('#task-ecs-or-eks').getByRole('textbox').fill('kept')
  await page.reload()
  expect(await page.locator('#task-ecs-or-eks').getByRole('textbox').inputValue()).toBe('kept')
})
