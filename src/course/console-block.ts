import { AuthorError, at } from './author-error.ts'
import { parseTranscript, type Step } from './transcript.ts'

/** The options of a ```console fence. */
export interface FenceOptions {
  skip?: string
  title?: string
  /** Which of the page's terminals runs it, from 1. */
  terminal: number
  /** The component of the control plane that is stopped while the block runs. */
  without?: string
}

/** A ```console block of a page: a transcript that is replayed, and that a reader can run. */
export interface ConsoleBlock extends FenceOptions {
  /** The line of the page on which its fence opens, from 1. */
  line: number
  /** From 0, in page order; names the block in recordings. */
  index: number
  steps: Step[]
}

/**
 * Reads what stands behind ```console, such as `title="Two nodes" terminal=2`.
 * @throws AuthorError on an unknown key.
 */
export function parseFenceOptions(meta: string): FenceOptions {
  const options: FenceOptions = { terminal: 1 }
  const rest = meta.replace(
    /([a-zA-Z][\w-]*)=(?:"([^"]*)"|(\d+))/g,
    (_, key: string, quoted?: string, digits?: string) => {
      if (key === 'terminal' && digits) options.terminal = Number(digits)
      else if ((key === 'skip' || key === 'title' || key === 'without') && quoted) options[key] = quoted
      else
        throw new AuthorError(
          `unknown option \`${key}\` of a console block; there are: skip="why", title="text", terminal=2, without="component"`,
        )
      return ''
    },
  )
  if (rest.trim())
    throw new AuthorError(`unknown text \`${rest.trim()}\` behind \`\`\`console; options are key="text" or terminal=2`)
  return options
}

/**
 * The console blocks of a page's MDX in page order.
 * @param firstLine the line of the file on which `body` begins.
 * @throws AuthorError with the line of the file.
 */
export function consoleBlocks(body: string, firstLine = 1): ConsoleBlock[] {
  const blocks: ConsoleBlock[] = []
  let open: { indent: string; fence: string; info: string; line: number; text: string[] } | undefined
  for (const [offset, line] of body.split('\n').entries()) {
    const [, indent, fence, info] = /^( *)(`{3,}|~{3,})(.*)$/.exec(line) ?? []
    if (!open && fence) open = { indent: indent!, fence, info: info!.trim(), line: firstLine + offset, text: [] }
    else if (open && fence?.startsWith(open.fence) && !info!.trim()) {
      const block = open
      if (/^console\b/.test(block.info)) blocks.push(at({ after: block.line }, () => readBlock(block, blocks.length)))
      open = undefined
    } else open?.text.push(line.slice(open.indent.length))
  }
  if (open) throw new AuthorError('a fence is opened and not closed', open.line)
  return blocks
}

function readBlock(block: { info: string; line: number; text: string[] }, index: number): ConsoleBlock {
  const options = parseFenceOptions(block.info.replace(/^console/, ''))
  return { ...options, line: block.line, index, steps: parseTranscript(block.text.join('\n')) }
}
