import * as z from 'zod'
import { AuthorError, at, inFile } from './author-error.ts'
import { readAuthorYaml } from './author-yaml.ts'
import { compile, type Expression } from './cel.ts'
import { compileSources, sourceSchema, type Source } from './source.ts'
import { compileText, type Fill } from './template.ts'
import { parseTranscript, type Step } from './transcript.ts'

const text = z.string().trim().min(1)
const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and "-"')
const common = { id, title: text, weight: z.number().positive().default(1) }
const transcript = z.string().default('')
const hints = z.strictObject({
  /** A question that sets thinking going. */
  nudge: text,
  /** Where to look and what to use. */
  pointer: text,
})
const sources = z.record(z.string().regex(/^[a-z]\w*$/, 'a CEL name'), sourceSchema)
const expectation = z.strictObject({
  expect: text,
  /** The wanted state as a sentence's object: "three nodes that are Ready". */
  wanted: text,
  /** CEL whose value is shown as what is there now. */
  seen: text,
})
const mistake = z.strictObject({
  id,
  when: text,
  /** What is wrong now and why it matters; may hold `${CEL}`. */
  message: text,
  /** The anchor of the page's passage that helps. */
  help: z.string().startsWith('#'),
  /** Commands that make this mistake, and those that take it back: the proof that the message appears. */
  example: transcript,
  undo: transcript,
})

const checkTask = z.strictObject({
  kind: z.literal('check'),
  ...common,
  sources,
  /** For "X is gone": what must have been seen once before the checks count. */
  baseline: text.optional(),
  checks: z.array(expectation).min(1),
  mistakes: z.array(mistake).default([]),
  /** States on the way that only need time. */
  waiting: z.array(z.strictObject({ when: text, message: text })).default([]),
  hints,
  solution: transcript,
})
const lookupTask = z.strictObject({
  kind: z.literal('lookup'),
  ...common,
  question: text,
  sources,
  /** CEL over the sources and `answer`, the learner's words without surrounding space. */
  expect: text,
  wanted: text,
  hints,
  /** Commands whose last output holds the answer. */
  solution: transcript,
  /** CEL over the sources: a right answer. */
  right: text,
})
const quizTask = z.strictObject({
  kind: z.literal('quiz'),
  ...common,
  question: text,
  choices: z
    .array(z.strictObject({ id, text, correct: z.boolean().default(false), why: text }))
    .min(2)
    .refine((choices) => choices.some((choice) => choice.correct), 'a quiz needs a correct choice'),
})
const answerTask = z.strictObject({
  kind: z.literal('answer'),
  ...common,
  question: text,
  minimumWords: z.int().positive(),
  /** What a reader looks for, and what it is worth. */
  rubric: z.array(z.strictObject({ criterion: text, points: z.number().positive() })).min(1),
})

const taskSchema = z.discriminatedUnion('kind', [checkTask, lookupTask, quizTask, answerTask])
const exerciseSchema = z.strictObject({
  title: text,
  /** Other exercises whose tasks are handed in together with this one's. */
  includes: z.array(z.string()).default([]),
  tasks: z.array(taskSchema),
})

/** A task as its author wrote it. */
export type TaskSpec = z.infer<typeof taskSchema>
export type QuizSpec = z.infer<typeof quizTask>
export type AnswerSpec = z.infer<typeof answerTask>

/** A known wrong state with its own message. */
export interface Mistake {
  id: string
  when: Expression
  message: Fill<string>
  help: string
  example: Step[]
  undo: Step[]
}

/** A task over what the wire shows. */
export interface CheckTask {
  kind: 'check'
  spec: z.infer<typeof checkTask>
  sources: Source[]
  baseline?: Expression
  checks: { expect: Expression; wanted: string; seen: Expression }[]
  mistakes: Mistake[]
  waiting: { when: Expression; message: string }[]
  solution: Step[]
}

/** A question whose answer is in the learner's own cluster. */
export interface LookupTask {
  kind: 'lookup'
  spec: z.infer<typeof lookupTask>
  sources: Source[]
  expect: Expression
  right: Expression
  solution: Step[]
}

export type Task = CheckTask | LookupTask | { kind: 'quiz'; spec: QuizSpec } | { kind: 'answer'; spec: AnswerSpec }

/** An exercise, ready to be evaluated. */
export interface Exercise {
  /** The last part of the slug, such as `exercise-1`: its name in frames and submissions. */
  id: string
  /** The page's slug, such as `exercises/exercise-1`. */
  slug: string
  title: string
  includes: string[]
  tasks: Task[]
}

/**
 * Reads a page's exercise.yaml and compiles all that is in it.
 * @throws AuthorError that names the place: an unknown key, a wrong expression, a task id that is used twice.
 */
export function parseExercise(slug: string, yaml: string): Exercise {
  return inFile(`${slug}/exercise.yaml`, () => {
    const { data, lineOf } = readAuthorYaml(yaml, exerciseSchema)
    const seen = new Set<string>()
    const tasks = data.tasks.map((spec, index) =>
      at({ near: lineOf(['tasks', index]) }, () => {
        if (seen.has(spec.id)) throw new AuthorError(`two tasks have the id "${spec.id}"`)
        seen.add(spec.id)
        return at(`task ${spec.id}`, () => compileTask(spec, (...path) => lineOf(['tasks', index, ...path])))
      }),
    )
    return { id: slug.split('/').at(-1)!, slug, title: data.title, includes: data.includes, tasks }
  })
}

/** The line on which a part of the task begins. */
type LineOf = (...path: PropertyKey[]) => number

function compileTask(spec: TaskSpec, lineOf: LineOf): Task {
  switch (spec.kind) {
    case 'quiz':
      return { kind: 'quiz', spec }
    case 'answer':
      return { kind: 'answer', spec }
    case 'lookup': {
      const names = Object.keys(spec.sources)
      return {
        kind: 'lookup',
        spec,
        sources: compileSources(spec.sources),
        expect: compile(spec.expect, [...names, 'answer'], 'bool'),
        right: compile(spec.right, names),
        solution: readTranscript(spec.solution, lineOf('solution')),
      }
    }
    case 'check':
      return compileCheck(spec, lineOf)
  }
}

/** @param line of its key; the transcript begins on the next. */
const readTranscript = (text: string, line: number): Step[] => at({ after: line }, () => parseTranscript(text))

function compileCheck(spec: z.infer<typeof checkTask>, lineOf: LineOf): CheckTask {
  const names = Object.keys(spec.sources)
  const condition = (source: string, ...path: PropertyKey[]) =>
    at({ near: lineOf(...path) }, () => compile(source, names, 'bool'))
  return {
    kind: 'check',
    spec,
    sources: compileSources(spec.sources),
    ...(spec.baseline === undefined ? {} : { baseline: condition(spec.baseline, 'baseline') }),
    checks: spec.checks.map(({ expect, wanted, seen }, index) => ({
      expect: condition(expect, 'checks', index, 'expect'),
      wanted,
      seen: at({ near: lineOf('checks', index, 'seen') }, () => compile(seen, names)),
    })),
    mistakes: spec.mistakes.map((mistake, index) =>
      at(`mistake ${mistake.id}`, () => ({
        id: mistake.id,
        when: condition(mistake.when, 'mistakes', index, 'when'),
        message: at({ near: lineOf('mistakes', index, 'message') }, () => compileText(mistake.message, names)),
        help: mistake.help,
        example: readTranscript(mistake.example, lineOf('mistakes', index, 'example')),
        undo: readTranscript(mistake.undo, lineOf('mistakes', index, 'undo')),
      })),
    ),
    waiting: spec.waiting.map(({ when, message }, index) => ({
      when: condition(when, 'waiting', index, 'when'),
      message,
    })),
    solution: readTranscript(spec.solution, lineOf('solution')),
  }
}
