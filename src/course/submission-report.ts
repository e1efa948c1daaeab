import type { SubmissionResult, TaskResult } from './verify-submission.ts'

/** A file with what it turned out to be. */
export interface CheckedFile {
  file: string
  result: SubmissionResult
  /** What an instructor wants to know of it beside the other files: one lab under two names, a file that was handed in twice. */
  remarks: string[]
}

/** How results can be printed. */
export const reports = { table, json, junit, csv } satisfies Record<string, (files: readonly CheckedFile[]) => string>

/** For people: a line for each file, one for each task that is not passed, and how many there are of each. */
function table(files: readonly CheckedFile[]): string {
  const rows = files.map(({ file, result }) => [
    visible(file),
    visible(result.learner ?? '-'),
    result.exercise ?? '-',
    result.finding === 'verified' ? `${result.score}/${result.points}` : '-',
    result.finding === 'verified' ? (result.passed ? 'passed' : 'not passed') : result.finding,
  ])
  const lines = columns([['FILE', 'LEARNER', 'EXERCISE', 'SCORE', 'RESULT'], ...rows])
  const details = files.map(({ result, remarks }) => [
    ...(result.finding === 'verified' ? [] : [result.message]),
    ...remarks,
    ...result.tasks
      .filter(({ verdict }) => verdict.status !== 'pass')
      .map((task) => `${task.exercise}/${task.task}: ${reason(task)}`),
  ])
  const body = lines.slice(1).flatMap((line, index) => [line, ...details[index]!.map((text) => `  ${visible(text)}`)])
  const counts = Map.groupBy(rows, (row) => row.at(-1)!)
  const sum = Array.from(counts, ([outcome, { length }]) => `${length} ${outcome}`).join(', ')
  return [lines[0]!, ...body, '', `${files.length} files: ${sum}`].join('\n') + '\n'
}

/** What learners write goes to an instructor's terminal, which must not obey it. */
const visible = (text: string) => text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, '\ufffd')

const reason = ({ verdict }: TaskResult) => verdict.mistake ?? `wanted ${verdict.wanted}, seen ${verdict.seen}`

function columns(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('   ')
      .trimEnd(),
  )
}

function json(files: readonly CheckedFile[]): string {
  return (
    JSON.stringify(
      files.map(({ file, result, remarks }) => ({ file, ...result, remarks })),
      null,
      2,
    ) + '\n'
  )
}

/** A row for each task, so that a spreadsheet can sum them; one row for a file that is not verified. */
function csv(files: readonly CheckedFile[]): string {
  const head = [
    'file',
    'learner',
    'exercise',
    'submittedAt',
    'finding',
    'task',
    'weight',
    'status',
    'hint',
    'seen',
    'answer',
    'remarks',
  ]
  const rows = files.flatMap(({ file, result, remarks }) => {
    const remark = remarks.join('; ')
    const about = [file, result.learner ?? '', result.exercise ?? '', result.submittedAt ?? '', result.finding]
    if (result.tasks.length === 0) return [[...about, '', '', '', '', result.message, '', remark]]
    return result.tasks.map(({ exercise, task, weight, verdict, hint, answer }) =>
      [
        ...about,
        `${exercise}/${task}`,
        weight,
        verdict.status,
        hint,
        verdict.mistake ?? verdict.seen,
        answer ?? '',
        remark,
      ].map(String),
    )
  })
  return [head, ...rows].map((row) => row.map(csvCell).join(',') + '\r\n').join('')
}

// A cell that a spreadsheet would take for a formula is a learner's way into the instructor's machine.
const csvCell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

function junit(files: readonly CheckedFile[]): string {
  const suites = files.map(({ file, result, remarks }) => {
    const cases = result.tasks.length
      ? result.tasks.map((task) =>
          testCase(`${task.exercise}/${task.task}`, task.verdict.status === 'pass' ? undefined : reason(task)),
        )
      : [testCase('submission', result.message)]
    const failures =
      result.tasks.filter(({ verdict }) => verdict.status !== 'pass').length + (result.tasks.length ? 0 : 1)
    const said = remarks.map((remark) => `    <system-out>${xml(remark)}</system-out>\n`).join('')
    return `  <testsuite name="${xml(file)}" tests="${cases.length}" failures="${failures}">\n${cases.join('')}${said}  </testsuite>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`
}

function testCase(name: string, failure: string | undefined): string {
  const head = `    <testcase name="${xml(name)}"`
  return failure === undefined
    ? `${head}/>\n`
    : `${head}>\n      <failure message="${xml(failure)}"/>\n    </testcase>\n`
}

// Control characters cannot be written in XML at all, not even as references.
const xml = (text: string) =>
  text
    // oxlint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => `&#${character.codePointAt(0)};`)
