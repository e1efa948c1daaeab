import { AuthorError } from './author-error.ts'

/** One command of a transcript with what it prints. */
export interface Step {
  /** Lines that began with `## `, as written, without it. */
  comments: string[]
  /** What bash runs; several lines when it was continued. */
  command: string
  /** Without the final line feeds. */
  stdout: string
  stderr: string
  exitCode: number
}

/**
 * Reads a transcript:
 *
 *     ## a comment
 *     $ kubectl get pod web -o name      a command, run by bash; a line behind "> " continues it
 *     pod/web                            stdout
 *     ! Error from server …              stderr
 *     [1]                                exit status other than 0
 *
 * A blank line between the end of an output and the next command belongs to neither.
 * @throws AuthorError when output stands before the first command.
 */
export function parseTranscript(text: string): Step[] {
  const steps: Step[] = []
  let comments: string[] = []
  let open: { step: Step; stdout: string[]; stderr: string[] } | undefined
  const close = () => {
    if (!open) return
    open.step.stdout = withoutFinalLineFeeds(open.stdout)
    open.step.stderr = withoutFinalLineFeeds(open.stderr)
    steps.push(open.step)
    open = undefined
  }
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.startsWith('$ ')) {
      close()
      open = { step: { comments, command: line.slice(2), stdout: '', stderr: '', exitCode: 0 }, stdout: [], stderr: [] }
      comments = []
    } else if (line.startsWith('## ')) comments.push(line.slice(3))
    else if (!open) {
      if (line.trim())
        throw new AuthorError(`"${line}" stands before the first command; a command begins with "$ "`, index + 1)
    } else if (/^>( |$)/.test(line) && open.stdout.length === 0 && open.stderr.length === 0)
      open.step.command += '\n' + line.slice(2)
    else if (line.startsWith('! ') || line === '!') open.stderr.push(line.slice(2))
    else if (/^\[\d{1,3}\]$/.test(line)) open.step.exitCode = Number(line.slice(1, -1))
    else open.stdout.push(line)
  }
  close()
  return steps
}

/** Writes steps so that `parseTranscript` reads the same ones. */
export function formatTranscript(steps: readonly Step[]): string {
  return steps.map(formatStep).join('\n\n') + '\n'
}

function formatStep(step: Step): string {
  const lines = [
    ...step.comments.map((comment) => `## ${comment}`),
    ...step.command.split('\n').map((line, index) => (index === 0 ? `$ ${line}` : line ? `> ${line}` : '>')),
  ]
  if (step.stdout) lines.push(step.stdout)
  if (step.stderr) lines.push(...step.stderr.split('\n').map((line) => (line ? `! ${line}` : '!')))
  if (step.exitCode !== 0) lines.push(`[${step.exitCode}]`)
  return lines.join('\n')
}

const withoutFinalLineFeeds = (lines: string[]) => lines.join('\n').replace(/\n+$/, '')
