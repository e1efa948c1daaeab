import * as z from 'zod'
import type { ConsoleBlock } from './console-block.ts'
import { compareOutput } from './expect-output.ts'

/** What the commands of a page printed when it was last replayed: what its blocks show, and play where no backend answers. */
export const recordingSchema = z.strictObject({
  blocks: z.array(
    z.strictObject({
      /** The block's place among the page's console blocks, from 0. Blocks that are skipped are left out. */
      index: z.int().min(0),
      steps: z.array(
        z.strictObject({
          command: z.string(),
          stdout: z.string(),
          stderr: z.string(),
          exitCode: z.int(),
          /** How long it took, in milliseconds, rounded to tenths of a second. */
          durationMs: z.int().min(0),
        }),
      ),
    }),
  ),
})
export type Recording = z.infer<typeof recordingSchema>

type RecordedBlock = Recording['blocks'][number]

/** Why a recording does not fit these blocks: other commands, or output that the page does not expect; undefined when it fits. */
export function staleness(recording: Recording, blocks: readonly ConsoleBlock[]): string | undefined {
  const wanted = blocks.filter((block) => !block.skip)
  for (const [position, block] of wanted.entries()) {
    const recorded = recording.blocks[position]
    if (!recorded || commandsOf(recorded) !== commandsOf(block))
      return `block ${commandsOf(block)} is not what was recorded (${recorded ? commandsOf(recorded) : 'nothing'})`
    for (const [index, step] of block.steps.entries()) {
      const mismatch = compareOutput(step, recorded.steps[index]!)
      if (mismatch)
        return `block ${block.index}: \`${step.command}\` was recorded with ${mismatch.seen}, the page says ${mismatch.wanted}`
    }
  }
  return recording.blocks.length > wanted.length ? 'blocks were recorded that are no longer in the page' : undefined
}

const commandsOf = ({ index, steps }: Pick<RecordedBlock | ConsoleBlock, 'index' | 'steps'>) =>
  `${index}: ${steps.map((step: { command: string }) => step.command).join('; ')}`
