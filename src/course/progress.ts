import { evaluateTask, meetsBaseline, type Attempt, type Verdict as JudgedVerdict } from './checks.ts'
import { tasksOf, type Course, type CourseTask } from './course.ts'
import type { Exercise } from './exercise.ts'
import type { Signer } from './signing.ts'
import { readSources, type ReadSource } from './source.ts'
import { sealSubmission, type JournalCommand } from './submission.ts'

/** An exercise or a task that the course does not have. */
export class UnknownTask extends Error {}

/** A learner's answer: words, or the chosen choices of a quiz. */
type Answer = string | string[]

/** A verdict with the task that it is about. */
export interface TaskVerdict extends JudgedVerdict {
  exercise: string
  task: string
}

/** Where progress is kept; owners are sessions. */
interface ProgressStorage {
  listDocuments(owner: string, kind: string): Promise<Map<string, unknown>>
  putDocument(owner: string, kind: string, key: string, value: unknown): Promise<void>
  append(owner: string, log: string, values: readonly unknown[]): Promise<number>
}

export interface ProgressOptions {
  storage: ProgressStorage
  session: string
  course: Course
  signer: Signer
  now(): number
}

interface KeptAnswer {
  value: Answer
  timeMs: number
}

interface KeptTask {
  attempt: Attempt
  verdict: TaskVerdict
}

/** What a learner has reached: answers, hints, the newest verdict of each task with what it rests on. */
export class Progress {
  readonly #options: ProgressOptions
  readonly #tasks = new Map<string, KeptTask>()
  readonly #answers = new Map<string, KeptAnswer>()
  readonly #hints = new Map<string, number>()

  private constructor(options: ProgressOptions) {
    this.#options = options
  }

  static async open(options: ProgressOptions): Promise<Progress> {
    const progress = new Progress(options)
    const read = async <T>(kind: string, into: Map<string, T>) => {
      for (const [key, value] of await options.storage.listDocuments(options.session, kind)) into.set(key, value as T)
    }
    await read('task', progress.#tasks)
    await read('answer', progress.#answers)
    await read('hint', progress.#hints)
    return progress
  }

  /** Judges the tasks of an exercise, or one; returns the verdicts that differ from before, or all when `all` is set. */
  async check(
    read: ReadSource,
    exerciseId: string,
    options: { task?: string | undefined; all: boolean },
  ): Promise<TaskVerdict[]> {
    const exercise = this.#exercise(exerciseId)
    const tasks = exercise.tasks.filter((task) => options.task === undefined || task.spec.id === options.task)
    if (tasks.length === 0) throw unknown(`task "${options.task}" of ${exerciseId}`)
    const verdicts = []
    for (const task of tasks) {
      const { verdict, isNew } = await this.#judge(read, { exercise, task })
      if (isNew || options.all) verdicts.push(verdict)
    }
    return verdicts
  }

  async saveAnswer(exercise: string, task: string, value: Answer): Promise<number> {
    this.#task(exercise, task)
    const timeMs = this.#options.now()
    await this.#keep('answer', this.#answers, keyOf(exercise, task), { value, timeMs })
    return timeMs
  }

  async takeHint(exercise: string, task: string, rung: number): Promise<void> {
    this.#task(exercise, task)
    const key = keyOf(exercise, task)
    await this.#keep('hint', this.#hints, key, Math.max(rung, this.#hints.get(key) ?? 0))
  }

  /** Everything, as the page shows it. */
  all() {
    const named = (key: string) => {
      const [exercise, task] = key.split('/') as [string, string]
      return { exercise, task }
    }
    return {
      verdicts: Array.from(this.#tasks.values(), ({ verdict }) => verdict),
      hints: Array.from(this.#hints, ([key, rung]) => ({ ...named(key), rung })),
      answers: Array.from(this.#answers, ([key, answer]) => ({ ...named(key), ...answer })),
    }
  }

  /** Judges everything once more and seals it. */
  async submit(
    read: ReadSource,
    draft: { learner: string; exercise: string; lab: { id: string; scenario: string }; journal: JournalCommand[] },
  ): Promise<{ fileName: string; file: string }> {
    const { course, signer, storage, session } = this.#options
    const exercise = this.#exercise(draft.exercise)
    for (const task of tasksOf(course, exercise)) await this.#judge(read, task)
    const timeMs = this.#options.now()
    const submittedAt = new Date(timeMs).toISOString()
    const record = (exerciseId: string, task: string) => {
      const key = keyOf(exerciseId, task)
      const kept = this.#tasks.get(key)
      return kept && { attempt: kept.attempt, hint: this.#hints.get(key) ?? 0 }
    }
    const file = await sealSubmission({ ...draft, exercise, submittedAt, record }, course, signer)
    await storage.append(session, 'submission', [{ timeMs, file }])
    const name = draft.learner
      .normalize('NFKD')
      .replace(/[^\w-]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '')
    return { fileName: `${exercise.id}-${name || 'learner'}-${submittedAt.slice(0, 10)}.json`, file }
  }

  async #judge(read: ReadSource, { exercise, task }: CourseTask): Promise<{ verdict: TaskVerdict; isNew: boolean }> {
    const key = keyOf(exercise.id, task.spec.id)
    const before = this.#tasks.get(key)
    const attempt: Attempt = {}
    if ('sources' in task) {
      attempt.evidence = await readSources(task.sources, read)
      const baseline =
        before?.attempt.baseline ?? (meetsBaseline(task, attempt.evidence) ? attempt.evidence : undefined)
      if (baseline) attempt.baseline = baseline
    }
    const answer = this.#answers.get(key)?.value
    if (answer !== undefined) attempt.answer = answer
    const verdict = { exercise: exercise.id, task: task.spec.id, ...shortened(evaluateTask(task, attempt)) }
    const isNew = JSON.stringify(verdict) !== JSON.stringify(before?.verdict)
    const kept = { attempt, verdict }
    if (JSON.stringify(kept) !== JSON.stringify(before)) await this.#keep('task', this.#tasks, key, kept)
    return { verdict, isNew }
  }

  async #keep<T>(kind: string, map: Map<string, T>, key: string, value: T): Promise<void> {
    map.set(key, value)
    await this.#options.storage.putDocument(this.#options.session, kind, key, value)
  }

  #exercise(id: string): Exercise {
    const exercise = this.#options.course.exercises.get(id)
    if (!exercise) throw unknown(`exercise "${id}"`)
    return exercise
  }

  #task(exercise: string, task: string): void {
    if (!this.#exercise(exercise).tasks.some(({ spec }) => spec.id === task))
      throw unknown(`task "${task}" of ${exercise}`)
  }
}

const keyOf = (exercise: string, task: string) => `${exercise}/${task}`

/** What is seen may be long; a verdict is to be read. */
function shortened({ mistake, ...verdict }: JudgedVerdict): JudgedVerdict {
  const short = (text: string) => text.slice(0, 4000)
  return {
    ...verdict,
    seen: short(verdict.seen),
    wanted: short(verdict.wanted),
    ...(mistake !== undefined && { mistake: short(mistake) }),
  }
}

const unknown = (what: string) => new UnknownTask(`There is no ${what}.`)
