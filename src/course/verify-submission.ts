import { canonicalJson } from './canonical.ts'
import { evaluateTask, type Verdict } from './checks.ts'
import { tasksOf, type Course } from './course.ts'
import type { TaskSpec } from './exercise.ts'
import { verifySignature } from './signing.ts'
import { chain, formatSubmission, submissionSchema, type Entry, type Submission } from './submission.ts'

/** What a submission file turned out to be; all but `verified` mean that nothing in it counts. */
export type Finding =
  | 'verified'
  | 'not-a-submission'
  | 'truncated'
  | 'edited'
  | 'other-key'
  | 'other-version'
  /** It is as it was signed, but its evidence does not bear out its verdicts. */
  | 'disagrees'
  /** It could not be opened. */
  | 'unreadable'

/** A task of a verified submission. */
export interface TaskResult {
  exercise: string
  task: string
  kind: TaskSpec['kind']
  title: string
  weight: number
  verdict: Verdict
  hint: number
  /** A written answer, with what its reader looks for. */
  answer?: string
  rubric?: { criterion: string; points: number }[]
}

/** What is known of a submission file. */
export interface SubmissionResult {
  finding: Finding
  /** The finding as a sentence. */
  message: string
  /** Verified, and every task passed. */
  passed: boolean
  /** Of `points`; 0 unless verified. */
  score: number
  points: number
  learner?: string
  exercise?: string
  submittedAt?: string
  /** The lab that it was made in: one session's, which is one learner's. */
  lab?: string
  /** The public key that signed it. */
  key?: string
  tasks: TaskResult[]
}

export interface VerifyOptions {
  course: Course
  /** The backends' keys that count. Without them a file only has to agree with the key that it names. */
  publicKeys?: readonly string[]
}

type HeaderEntry = Extract<Entry, { entry: 'header' }>
type TaskEntry = Extract<Entry, { entry: 'task' }>

/** Judges a submission file: form, chain, seal, signature, version, then every task again on its evidence. */
export async function verifySubmission(
  file: Uint8Array,
  { course, publicKeys }: VerifyOptions,
): Promise<SubmissionResult> {
  const read = readSubmission(file)
  if ('finding' in read) return rejected(read.finding, read.message)
  const { submission } = read
  const broken = await brokenIn(submission)
  if (broken) return rejected(broken.finding, broken.message)
  const header = submission.entries[0]!.body as HeaderEntry
  const { key } = submission.seal
  const { learner, submittedAt } = header
  const about = { learner, exercise: header.exercise, submittedAt, lab: header.lab.id, key }
  if (publicKeys && !publicKeys.includes(key))
    return {
      ...rejected(
        'other-key',
        `Signed by another key (${key.slice(0, 16)}…), which is not one of this course's backends.`,
      ),
      ...about,
    }
  const exercise = course.exercises.get(header.exercise)
  if (!exercise || course.digests.get(exercise.id) !== header.course.digest) {
    const message = `Made with another version of the course (${header.course.version}, ${header.course.digest.slice(0, 12)}); this is ${course.version}.`
    return { ...rejected('other-version', message), ...about }
  }
  const entries = submission.entries.map(({ body }) => body).filter((body): body is TaskEntry => body.entry === 'task')
  const tasks = tasksOf(course, exercise)
  const results: TaskResult[] = []
  for (const [index, { exercise, task }] of tasks.entries()) {
    const entry = entries[index]
    const { spec } = task
    const verdict = entry && evaluateTask(task, entry.attempt)
    const same =
      entry &&
      entry.exercise === exercise.id &&
      entry.task === spec.id &&
      canonicalJson(verdict) === canonicalJson(entry.verdict)
    if (!same || !verdict)
      return {
        ...rejected('disagrees', `The evidence of task ${spec.id} does not give the verdict that the file states.`),
        ...about,
      }
    const { answer } = entry.attempt
    results.push({
      exercise: exercise.id,
      task: spec.id,
      kind: spec.kind,
      title: spec.title,
      weight: spec.weight,
      verdict,
      hint: entry.hint,
      ...(spec.kind === 'answer' && typeof answer === 'string' ? { answer, rubric: spec.rubric } : {}),
    })
  }
  const passed = results.filter(({ verdict }) => verdict.status === 'pass')
  return {
    finding: 'verified',
    message: publicKeys
      ? 'Verified.'
      : `Verified against the key that the file names (${key.slice(0, 16)}…); give the backend's key to be sure whose it is.`,
    passed: passed.length === results.length && entries.length === results.length,
    score: sum(passed),
    points: sum(results),
    ...about,
    tasks: results,
  }
}

const sum = (tasks: TaskResult[]) => tasks.reduce((total, { weight }) => total + weight, 0)
/** What is known of a file in which nothing counts. */
export const rejected = (finding: Finding, message: string): SubmissionResult => ({
  finding,
  message,
  passed: false,
  score: 0,
  points: 0,
  tasks: [],
})

type Rejection = { finding: Finding; message: string }

function readSubmission(file: Uint8Array): { submission: Submission } | Rejection {
  if (file.length === 0) return { finding: 'not-a-submission', message: 'The file is empty.' }
  let text: string
  let json: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file)
    json = JSON.parse(text)
  } catch {
    const start = new TextDecoder().decode(file.subarray(0, 12))
    if (!start.startsWith('{"entries":'))
      return { finding: 'not-a-submission', message: 'This is not a submission file.' }
    const end = new TextDecoder().decode(file.subarray(-4))
    return end.endsWith('"}}\n')
      ? { finding: 'edited', message: 'The file was edited: it is no longer JSON.' }
      : { finding: 'truncated', message: 'The file ends too early; hand it in as it was downloaded.' }
  }
  const result = submissionSchema.safeParse(json)
  if (!result.success) {
    const about = result.error.issues[0]?.path.join('.')
    const shaped = json !== null && typeof json === 'object' && 'entries' in json
    return shaped
      ? { finding: 'edited', message: `The file was edited: ${about || 'its form'} is not what a backend writes.` }
      : { finding: 'not-a-submission', message: 'This is JSON, but no submission file.' }
  }
  const written = formatSubmission(result.data)
  if (written !== text) {
    const what =
      written === text.replaceAll('\r\n', '\n')
        ? "The file's line ends were changed, as git and mail programs do"
        : 'The file was edited or formatted'
    return { finding: 'edited', message: `${what}; hand it in as it was downloaded.` }
  }
  return { submission: result.data }
}

async function brokenIn({ entries, seal }: Submission): Promise<Rejection | undefined> {
  let head = ''
  for (const [index, { body, hash }] of entries.entries()) {
    head = await chain(head, body)
    if (head !== hash)
      return {
        finding: 'edited',
        message: `The file was edited: entry ${index + 1} (${nameOf(body)}) is not what was signed.`,
      }
  }
  if (entries.length < seal.entries)
    return { finding: 'truncated', message: `${seal.entries - entries.length} of ${seal.entries} entries are missing.` }
  const { signature, ...signed } = seal
  const intact = entries.length === seal.entries && head === seal.head && entries[0]!.body.entry === 'header'
  if (!intact || !(await verifySignature(canonicalJson(signed), seal.key, signature)))
    return { finding: 'edited', message: 'The file was edited: its seal does not fit what it holds.' }
  return undefined
}

function nameOf(body: Entry): string {
  return body.entry === 'task' ? `task ${body.task}` : body.entry
}
