import * as z from 'zod'
import type { ConsoleBlock } from './console-block.ts'

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

/** Why a recording is not one of these blocks any more; undefined when it is. */
export function staleness(recording: Recording, blocks: readonly ConsoleBlock[]): string | undefined {
  const recorded = recording.blocks.map(
    ({ index, steps }) => `${index}: ${steps.map((step) => step.command).join('; ')}`,
  )
  const wanted = blocks
    .filter((block) => !block.skip)
    .map(({ index, steps }) => `${index}: ${steps.map((step) => step.command).join('; ')}`)
  const at = wanted.findIndex((commands, position) => commands !== recorded[position])
  if (at >= 0) return `block ${wanted[at]} is not what was recorded (${recorded[at] ?? 'nothing'})`
  return recorded.length > wanted.length ? 'blocks were recorded that are no longer in the page' : undefined
}
