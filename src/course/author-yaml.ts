import { isNode, LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'
import { AuthorError } from './author-error.ts'

/** YAML that somebody wrote, as its schema reads it. */
export interface AuthorYaml<T> {
  data: T
  /** The line on which the value at `path` begins, or the nearest around it; from 1. */
  lineOf(path: readonly PropertyKey[]): number
}

/**
 * Reads YAML and holds it against its schema.
 * @throws AuthorError with the line of the mistake.
 */
export function readAuthorYaml<T>(text: string, schema: z.ZodType<T>): AuthorYaml<T> {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter })
  const [error] = document.errors
  if (error) throw new AuthorError(`not YAML: ${error.message.split(/ at line |\n/)[0]}`, error.linePos?.[0].line)
  const lineOf = (path: readonly PropertyKey[]): number => {
    const found = document.getIn(path, true)
    if (isNode(found) && found.range) return lineCounter.linePos(found.range[0]).line
    return path.length === 0 ? 1 : lineOf(path.slice(0, -1))
  }
  const result = schema.safeParse(document.toJS())
  if (!result.success)
    throw new AuthorError(
      z.prettifyError(result.error).replaceAll('\n', ' '),
      lineOf(result.error.issues[0]?.path ?? []),
    )
  return { data: result.data, lineOf }
}
