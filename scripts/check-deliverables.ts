#!/bin/sh
':' //; exec "$(dirname "$0")/../node_modules/.bin/node" "$0" "$@"
// A shell reads the line above and has the project's Node run this file; to Node it is a text, and nothing.

/**
 * Checks submissions: scripts/check-deliverables.ts, or npm run check-deliverables -- [--key HEX]… [--json|--junit|--csv] FILE…|DIR…
 * Exit status: 0 when all are verified and passed, 1 when one is not, 2 on wrong usage or a file that cannot be opened.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { checkFiles } from '../src/course/check-files.ts'
import { loadCourse } from '../src/course/course-files.ts'
import { reports } from '../src/course/submission-report.ts'

const USAGE = 'usage: check-deliverables [--key PUBLIC-KEY]… [--json | --junit | --csv] FILE…|DIR…'

// npm runs its scripts at the checkout; paths are meant from where npm was called.
if (process.env.npm_lifecycle_event === 'check-deliverables') process.chdir(process.env.INIT_CWD ?? '.')

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      junit: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  })
  const formats = (['json', 'junit', 'csv'] as const).filter((format) => values[format])
  if (positionals.length === 0 || formats.length > 1) throw new Error(USAGE)
  const publicKeys = values.key?.map((key) => key.toLowerCase())
  const wrong = publicKeys?.find((key) => !/^[0-9a-f]{64}$/.test(key))
  if (wrong !== undefined) throw new Error(`--key takes the 64 digits that a backend says when it starts, not ${wrong}`)
  const course = await loadCourse(join(import.meta.dirname, '..'))
  const checked = await checkFiles(positionals, { course, ...(publicKeys && { publicKeys }) })
  process.stdout.write(reports[formats[0] ?? 'table'](checked))
  const isUnreadable = checked.some(({ result }) => result.finding === 'unreadable')
  process.exitCode = isUnreadable ? 2 : checked.every(({ result }) => result.passed) ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
