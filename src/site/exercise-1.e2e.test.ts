import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import type { Exercise, QuizSpec } from '#course'
import { loadCourse } from '../course/course-files.ts'
import { launchBrowser } from '../testing/browser.ts'
import { startTestBackend } from '../testing/sandbox/backend.ts'
import { openSitePage, type SitePage } from '../testing/site/browser-page.ts'
import { builtSite } from '../testing/site/built-site.ts'
import { enterTerminal, leaveTerminal, tabTo, typeCommand } from '../testing/site/keyboard.ts'

const ROOT = join(import.meta.dirname, '../..')

/** What a learner reads off the screen for a question, by the task's id. */
const FOUND: Readonly<Record<string, RegExp>> = {
  'replica-set': /^(web-\w+) +2 +2 +2 /m,
  placement: /^(\S+) +Successfully assigned shop\/catalog/m,
}

test('the first exercise, by keyboard alone, from the page to a file that verifies', async () => {
  await builtSite()
  const course = await loadCourse(ROOT)
  await using backend = await startTestBackend()
  await using browser = await launchBrowser()
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`)
  await solve(opened, course.exercises.get('exercise-1')!)

  await tabTo(opened.page, 'main a[href$="/deliverables/"]')
  await opened.page.keyboard.press('Enter')
  await opened.page.waitForURL(/\/deliverables\/$/)
  await answer(opened, course.exercises.get('deliverables')!)

  const folder = await mkdtemp(join(tmpdir(), 'handed-in-'))
  try {
    const file = await handIn(opened, folder)
    const script = join(ROOT, 'scripts/check-deliverables.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--json', file])
    expect(JSON.parse(stdout)).toMatchObject([{ finding: 'verified', passed: true, learner: 'Ada Lovelace' }])
  } finally {
    await rm(folder, { recursive: true })
  }
  expect(opened.errors).toEqual([])
}, 600_000)

/** Types every command of the solutions, and sees each task turn green. */
async function solve(opened: SitePage, exercise: Exercise): Promise<void> {
  const { page } = opened
  for (const task of exercise.tasks) {
    const { id } = task.spec
    if (!('solution' in task)) throw new Error(`${id} is solved without commands`)
    await enterTerminal(opened)
    let printed = ''
    for (const { command } of task.solution) printed = await typeCommand(opened, command)
    await leaveTerminal(opened)
    if (task.kind === 'lookup') {
      await tabTo(page, `#task-${id} input`)
      await page.keyboard.type(FOUND[id]!.exec(printed)![1]!)
      await page.keyboard.press('Enter')
    } else await tabTo(page, `#task-${id} [data-do=check]`)
    // Nobody asks for a check: it turns green by itself.
    await page.locator(`#task-${id}[data-status=pass]`).waitFor({ timeout: 60_000 })
  }
}

/** Answers the quiz and writes the answers. */
async function answer({ page }: SitePage, exercise: Exercise): Promise<void> {
  for (const task of exercise.tasks) {
    const { id } = task.spec
    if (task.kind === 'quiz') {
      await choose(page, task.spec)
      await tabTo(page, `#task-${id} [data-do=check]`)
      await page.keyboard.press('Enter')
      await page.locator(`#task-${id}[data-status=pass]`).waitFor()
    } else if (task.kind === 'answer') {
      await tabTo(page, `#task-${id} textarea`)
      await page.keyboard.type('Because reasons decide. '.repeat(Math.ceil(task.spec.minimumWords / 3)))
      await page.locator(`#task-${id} .saved`).getByText('Saved', { exact: true }).waitFor()
    }
  }
}

async function choose(page: SitePage['page'], spec: QuizSpec): Promise<void> {
  const correct = spec.choices.filter((choice) => choice.correct).map((choice) => choice.id)
  if (correct.length > 1) {
    for (const choice of correct) {
      await tabTo(page, `input[name="${spec.id}"][value="${choice}"]`)
      await page.keyboard.press('Space')
    }
    return
  }
  // One stop for the whole group: the arrows go from choice to choice.
  await tabTo(page, `input[name="${spec.id}"]`)
  await page.keyboard.press('Space')
  for (let index = spec.choices.findIndex((choice) => choice.correct); index > 0; index--)
    await page.keyboard.press('ArrowDown')
}

/** @returns the path of the file that the page gave. */
async function handIn({ page }: SitePage, folder: string): Promise<string> {
  await tabTo(page, '#learner')
  await page.keyboard.type('Ada Lovelace')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const given = await download
  const path = join(folder, given.suggestedFilename())
  await given.saveAs(path)
  return path
}
