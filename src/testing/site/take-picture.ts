import { loadCourse } from '../../course/course-files.ts'
import { launchBrowser } from '../browser.ts'
import { startTestBackend } from '../sandbox/backend.ts'
import { openSitePage } from './browser-page.ts'
import { builtSite } from './built-site.ts'
import { enterTerminal, leaveTerminal, typeCommand } from './keyboard.ts'

/** The commands up to this task make what is seen. */
const LAST_TASK = 'shop'
/** A browser without a graphics card takes its time. */
const PATIENCE_MS = 120_000

/**
 * Takes the picture of the README, on paper and on ink: Exercise 1 solved up to the shop, with terminal and Why?.
 * @param files where to.
 */
export async function takePicture(root: string, files: Readonly<Record<'light' | 'dark', string>>): Promise<void> {
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
  // One too many, so that the task has something to say.
  await typeCommand(opened, 'kubectl scale deployment web -n shop --replicas=3')
  await typeCommand(opened, 'kubectl rollout status deployment web -n shop')
  await leaveTerminal(opened)
  await page.getByRole('button', { name: 'Why?', exact: true }).first().click()
  await page.locator('.why .steps > li').nth(3).waitFor()
  await page.evaluate((task) => document.querySelector(`#task-${task}`)!.scrollIntoView({ block: 'center' }), LAST_TASK)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: files[colorScheme], timeout: PATIENCE_MS })
  }
}
