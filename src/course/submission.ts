import * as z from 'zod'
import { canonicalJson, sha256 } from './canonical.ts'
import { evaluateTask, type Attempt } from './checks.ts'
import { tasksOf, type Course } from './course.ts'
import type { Exercise } from './exercise.ts'
import type { Signer } from './signing.ts'

/** The `format` of the files that this version writes and reads. */
export const SUBMISSION_FORMAT = 'reconcile-submission/1'

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))
const time = z.iso.datetime()
const result = z.strictObject({ ok: z.boolean(), status: z.int(), error: z.string(), body: z.json() })
const evidence = z.record(z.string(), result)

const verdict = z.strictObject({
  status: z.enum(['pass', 'fail', 'waiting']),
  seen: z.string(),
  wanted: z.string(),
  mistake: z.string().optional(),
  help: z.string().optional(),
})
const header = z.strictObject({
  entry: z.literal('header'),
  format: z.literal(SUBMISSION_FORMAT),
  learner: z.string(),
  /** The exercise that is handed in, with the version and digest of the course that judged it. */
  exercise: z.string(),
  course: z.strictObject({ version: z.string(), digest: hex(64) }),
  lab: z.strictObject({ id: z.string(), scenario: z.string() }),
  submittedAt: time,
})
const task = z.strictObject({
  entry: z.literal('task'),
  exercise: z.string(),
  task: z.string(),
  verdict,
  /** All that the verdict depends on. */
  attempt: z.strictObject({
    evidence: evidence.optional(),
    baseline: evidence.optional(),
    answer: z.union([z.string(), z.array(z.string())]).optional(),
  }),
  /** The highest rung of the hint ladder that was taken; 3 is the worked solution. */
  hint: z.int().min(0).max(3),
})
const command = z.strictObject({
  entry: z.literal('command'),
  at: time,
  command: z.string(),
  exitCode: z.int().nullable(),
})

const entry = z.discriminatedUnion('entry', [header, task, command])
/** A submission file: entries, each with a hash over itself and the hash before it, and a seal over the last hash. */
export const submissionSchema = z.strictObject({
  entries: z.array(z.strictObject({ body: entry, hash: hex(64) })).min(1),
  seal: z.strictObject({ entries: z.int().positive(), head: hex(64), key: hex(64), signature: hex(128) }),
})
export type Submission = z.infer<typeof submissionSchema>
export type Entry = z.infer<typeof entry>

/** What a backend knows of a task when a learner hands it in. */
export interface TaskRecord {
  attempt: Attempt
  hint: number
}

/** A command of the journal. `exitCode` is null while it runs, or when the shell did not say. */
export type JournalCommand = Omit<z.infer<typeof command>, 'entry'>

/** What is to be sealed. */
export interface SubmissionDraft {
  learner: string
  exercise: Exercise
  lab: { id: string; scenario: string }
  submittedAt: string
  /** What is known of a task; a task without a record was not attempted. */
  record: (exercise: string, task: string) => TaskRecord | undefined
  journal: readonly JournalCommand[]
}

/** Judges every task of an exercise once more, chains all entries, signs, and returns the text of the file. */
export async function sealSubmission(draft: SubmissionDraft, course: Course, signer: Signer): Promise<string> {
  const { learner, exercise, lab, submittedAt } = draft
  const digest = course.digests.get(exercise.id)!
  const bodies: Entry[] = [
    {
      entry: 'header',
      format: SUBMISSION_FORMAT,
      learner,
      exercise: exercise.id,
      course: { version: course.version, digest },
      lab,
      submittedAt,
    },
    ...tasksOf(course, exercise).map(({ exercise, task }): Entry => {
      const { attempt, hint } = draft.record(exercise.id, task.spec.id) ?? { attempt: {}, hint: 0 }
      const body = {
        entry: 'task',
        exercise: exercise.id,
        task: task.spec.id,
        verdict: evaluateTask(task, attempt),
        attempt,
        hint,
      }
      return body as Entry
    }),
    ...draft.journal.map((each): Entry => ({ entry: 'command', ...each })),
  ]
  const entries: Submission['entries'] = []
  let head = ''
  for (const body of bodies) entries.push({ body, hash: (head = await chain(head, body)) })
  const seal = { entries: entries.length, head, key: signer.key }
  return formatSubmission({ entries, seal: { ...seal, signature: await signer.sign(canonicalJson(seal)) } })
}

/** The hash of an entry that follows the entry with hash `previous` (empty for the first). */
export function chain(previous: string, body: Entry): Promise<string> {
  return sha256(`${previous}\n${canonicalJson(body)}`)
}

/** The one way to write a submission: an entry a line, so that it can be read and compared. */
export function formatSubmission({ entries, seal }: Submission): string {
  return `{"entries":[\n${entries.map(canonicalJson).join(',\n')}\n],\n"seal":${canonicalJson(seal)}}\n`
}
