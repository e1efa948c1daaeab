#!/bin/sh
':' //; exec "$(dirname "$0")/../node_modules/.bin/node" "$0" "$@"
// A shell reads the line above and has the project's Node run this file; to Node it is a text, and nothing.

/**
 * Checks submissions: scripts/check-deliverables.ts, or npm run check-deliverables -- [--key HEX]… [--json|--junit|--csv] FILE…|DIR…
 * Exit status: 0 when all are verified and passed, 1 when one is not, 2 on wrong usage or a file that cannot be opened.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCourse, submissionFiles } from '../src/course/course-files.ts'
import { reports, type CheckedFile } from '../src/course/submission-report.ts'
import { verifySubmission } from '../src/course/verify-submission.ts'

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
  const course = await loadCourse(join(import.meta.dirname, '..'))
  const checked: CheckedFile[] = []
  for (const file of await submissionFiles(positionals))
    checked.push({
      file,
      result: await verifySubmission(await readFile(file), {
        course,
        ...(values.key ? { publicKeys: values.key } : {}),
      }),
    })
  process.stdout.write(reports[formats[0] ?? 'table'](checked))
  process.exitCode = checked.every(({ result }) => result.passed) ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
