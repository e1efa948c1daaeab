import { compareOutput } from './expect-output.ts'
import { generalize } from './generalize.ts'
import type { Page } from './page.ts'
import type { Recording } from './recording.ts'
import { formatTranscript, type Step } from './transcript.ts'

/** Writes what was recorded as the expected output of each command whose expectation it does not meet. Returns the page's new source. */
export function updatePage(source: string, page: Pick<Page, 'blocks'>, recording: Recording): string {
  const lines = source.split('\n')
  // From the last block to the first, so that the lines of those before it stay where they are.
  for (const { index, steps } of [...recording.blocks].reverse()) {
    const block = page.blocks[index]!
    const indent = /^ */.exec(lines[block.line - 1]!)![0]
    const start = block.line
    const end = lines.findIndex((line, at) => at >= start && line.trim().startsWith('```'))
    const text = formatTranscript(block.steps.map((step, at) => updated(step, steps[at]!)))
      .replaceAll('\n\n$ ', '\n$ ')
      .trimEnd()
    lines.splice(start, end - start, ...text.split('\n').map((line) => (line ? indent + line : line)))
  }
  return lines.join('\n')
}

function updated(step: Step, recorded: Recording['blocks'][number]['steps'][number]): Step {
  if (!compareOutput(step, recorded)) return step
  return {
    ...step,
    stdout: generalize(recorded.stdout),
    stderr: generalize(recorded.stderr),
    exitCode: recorded.exitCode,
  }
}
