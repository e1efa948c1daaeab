import { compareOutput, type ConsoleBlock, type Mismatch, type Page, type Recording, type Step } from '#course'
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
}

/** Runs all console blocks of a page in order. */
export async function replayPage(page: Page, stage: Pick<Stage, 'shell' | 'setComponent'>): Promise<Replay> {
  const replay: Replay = { recording: { blocks: [] }, differences: [] }
  for (const block of page.blocks) {
    if (block.skip) continue
    if (block.without) stage.setComponent(block.without, false)
    replay.recording.blocks.push({
      index: block.index,
      steps: await replayBlock(page, block, stage.shell, replay.differences),
    })
    if (block.without) stage.setComponent(block.without, true)
  }
  return replay
}

async function replayBlock(page: Page, block: ConsoleBlock, shell: Shell, differences: Difference[]) {
  const steps: Recording['blocks'][number]['steps'] = []
  for (const step of block.steps) {
    const started = performance.now()
    const output = await shell.run(step.command)
    const durationMs = Math.round((performance.now() - started) / 100) * 100
    steps.push({ command: step.command, ...output, durationMs })
    const mismatch = compareOutput(step, output)
    if (mismatch) differences.push({ page: page.slug, line: block.line, command: step.command, mismatch })
  }
  return steps
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
