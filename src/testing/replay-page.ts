import { compareOutput, type Mismatch, type Output, type Page, type Recording, type Step } from '#course'
import type { Shell } from './shell.ts'
import type { Stage } from './stage.ts'

/** A command of a page that did not print what the page says. */
export interface Difference {
  page: string
  line: number
  command: string
  mismatch: Mismatch
}

/** What replaying a page gave. */
export interface Replay {
  recording: Recording
  differences: Difference[]
  /** Whether every command came to its end; else the recording stops before the one that did not. */
  complete: boolean
}

/** Looks at the lab while a page is replayed. */
export interface ReplayWatcher {
  afterStep(command: string): void
  /** @param index the block's place among the page's console blocks. */
  afterBlock(index: number): void
}

/** A command of a page that takes longer than this waits for what will not come. */
const COMMAND_TIMEOUT_MS = 120_000

/** Runs all console blocks of a page in order. */
export async function replayPage(
  page: Pick<Page, 'slug' | 'blocks'>,
  stage: Pick<Stage, 'shell' | 'home' | 'setComponent'>,
  watcher?: ReplayWatcher,
): Promise<Replay> {
  const replay: Replay = { recording: { blocks: [] }, differences: [], complete: true }
  for (const block of page.blocks) {
    if (block.skip) continue
    if (block.without) stage.setComponent(block.without, false)
    const steps: Recording['blocks'][number]['steps'] = []
    replay.recording.blocks.push({ index: block.index, steps })
    for (const step of block.steps) {
      const difference = (mismatch: Mismatch) =>
        replay.differences.push({ page: page.slug, line: block.line, command: step.command, mismatch })
      const started = performance.now()
      let output: Output
      try {
        output = atHome(await stage.shell.run(step.command, COMMAND_TIMEOUT_MS), stage.home)
      } catch (error) {
        difference({ where: 'exitCode', line: 0, wanted: String(step.exitCode), seen: (error as Error).message })
        return { ...replay, complete: false }
      }
      const durationMs = Math.round((performance.now() - started) / 100) * 100
      steps.push({ command: step.command, ...output, durationMs })
      const mismatch = compareOutput(step, output)
      if (mismatch) difference(mismatch)
      watcher?.afterStep(step.command)
    }
    watcher?.afterBlock(block.index)
    if (block.without) stage.setComponent(block.without, true)
  }
  return replay
}

/** What was printed with the learner's own home in place of the stage's. */
function atHome({ stdout, stderr, exitCode }: Output, home: string): Output {
  const replace = (text: string) => text.replaceAll(home, '/home/learner')
  return { stdout: replace(stdout), stderr: replace(stderr), exitCode }
}

/** A difference as a test prints it. */
export function describeDifference({ page, line, command, mismatch }: Difference): string {
  return `${page}:${line}  $ ${command}\n  ${mismatch.where} line ${mismatch.line}\n  wanted ${mismatch.wanted}\n  seen   ${mismatch.seen}`
}

/** Runs commands whose success is all that matters, as an exercise's solution.
 *  @throws with what a failing command printed. */
export async function runAll(shell: Shell, steps: readonly Step[]): Promise<void> {
  for (const { command } of steps) {
    const { exitCode, stdout, stderr } = await shell.run(command)
    if (exitCode !== 0) throw new Error(`\`${command}\` exited with ${exitCode}: ${stderr || stdout}`)
  }
}
