import { join } from 'node:path'
import { loadCourse } from '../../course/course-files.ts'
import { launchBrowser } from '../browser.ts'
import { startTestBackend } from '../sandbox/backend.ts'
import { openSitePage } from './browser-page.ts'
import { builtSite } from './built-site.ts'
import { enterTerminal, leaveTerminal, typeCommand } from './keyboard.ts'

/** The commands up to this task make what is seen. */
const LAST_TASK = 'shop'
/** A verdict comes by itself, and a browser without a graphics card takes its time. */
const PATIENCE_MS = 120_000

/** Takes the picture of the README: Exercise 1 solved up to the shop, with terminal and Why?, in both colours. @param folder where to. */
export async function takePicture(root: string, folder: string): Promise<void> {
  await builtSite()
  const exercise = (await loadCourse(root)).exercises.get('exercise-1')!
  await using backend = await startTestBackend()
  await using browser = await launchBrowser()
  await using opened = await openSitePage(browser, `${backend.url}exercises/exercise-1/`, {
    viewport: { width: 1280, height: 800 },
    reducedMotion: 'reduce',
  })
  const { page } = opened
  await enterTerminal(opened)
  for (const task of exercise.tasks) {
    if (!('solution' in task)) break
    for (const { command } of task.solution) await typeCommand(opened, command)
    if (task.spec.id === LAST_TASK) break
  }
  await typeCommand(opened, 'kubectl delete pod -n shop -l app=cart')
  await typeCommand(opened, 'kubectl rollout status deployment cart -n shop')
  await leaveTerminal(opened)
  await page.getByRole('button', { name: 'Why?', exact: true }).first().click()
  await page.locator('.why .steps > li').nth(3).waitFor()
  await page.locator(`#task-${LAST_TASK}[data-status=pass]`).waitFor({ timeout: PATIENCE_MS })
  await page
    .locator('#workbench .why .note')
    .first()
    .evaluate((note) => note.scrollIntoView())
  for (const colour of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: colour })
    await page.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), colour)
    await page.evaluate(
      (task) => document.querySelector(`#task-${task}`)!.scrollIntoView({ block: 'center' }),
      LAST_TASK,
    )
    await page.screenshot({ path: join(folder, `picture-${colour}.png`), timeout: PATIENCE_MS })
  }
}
