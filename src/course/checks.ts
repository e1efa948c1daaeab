import { holds, textOf } from './cel.ts'
import type { AnswerSpec, CheckTask, LookupTask, QuizSpec, Task } from './exercise.ts'
import type { Evidence } from './source.ts'

/** What a check says. */
export interface Verdict {
  /** `waiting`: nothing is wrong, the wanted state only needs time. */
  state: 'pass' | 'fail' | 'waiting'
  /** The wanted state, as the object of a sentence. */
  wanted: string
  /** What is there instead, or there at last. */
  seen: string
  /** Why it is not passed, and what to do; empty when passed. */
  message: string
  /** The known mistake that was recognized. */
  mistake?: string
  /** The anchor of the passage that helps. */
  help?: string
}

/** All that a verdict depends on, so that it can be had again from a submission. */
export interface Attempt {
  evidence?: Evidence
  /** The evidence with which the task's baseline was first met. */
  baseline?: Evidence
  /** A lookup's or answer's words; the ids of a quiz's chosen choices. */
  answer?: string | string[]
}

/** Judges an attempt. The same attempt always gets the same verdict. */
export function evaluateTask(task: Task, attempt: Attempt): Verdict {
  switch (task.kind) {
    case 'check':
      return evaluateCheck(task, attempt)
    case 'lookup':
      return evaluateLookup(task, attempt)
    case 'quiz':
      return evaluateQuiz(task.spec, attempt)
    case 'answer':
      return evaluateAnswer(task.spec, attempt)
  }
}

/** Whether `evidence` meets the task's baseline, so that it is to be kept with the attempt. */
export function meetsBaseline(task: Task, evidence: Evidence): boolean {
  return task.kind === 'check' && task.baseline !== undefined && holds(task.baseline, evidence)
}

function evaluateCheck(task: CheckTask, { evidence = {}, baseline }: Attempt): Verdict {
  const unmet = task.checks.find((check) => !holds(check.expect, evidence))
  const shown = unmet ?? task.checks.at(-1)!
  const verdict = { wanted: shown.wanted, seen: textOf(shown.seen, evidence) }
  if (task.baseline && !(baseline && holds(task.baseline, baseline)))
    return {
      state: 'fail',
      ...verdict,
      message: 'What is to change has not been there yet; begin with the steps before this one.',
    }
  if (!unmet) return { state: 'pass', ...verdict, message: '' }
  const mistake = task.mistakes.find(({ when }) => holds(when, evidence))
  if (mistake)
    return {
      state: 'fail',
      ...verdict,
      message: mistake.message(evidence),
      mistake: mistake.id,
      help: mistake.help,
    }
  const waiting = task.waiting.find(({ when }) => holds(when, evidence))
  if (waiting) return { state: 'waiting', ...verdict, message: waiting.message }
  return { state: 'fail', ...verdict, message: `Wanted: ${verdict.wanted}. Seen: ${verdict.seen}.` }
}

function evaluateLookup(task: LookupTask, { evidence = {}, answer }: Attempt): Verdict {
  const words = typeof answer === 'string' ? answer.trim() : ''
  const verdict = { wanted: task.spec.wanted, seen: words || 'no answer' }
  if (words && holds(task.expect, { ...evidence, answer: words })) return { state: 'pass', ...verdict, message: '' }
  return {
    state: 'fail',
    ...verdict,
    message: words ? `"${words}" is not what your cluster shows.` : 'Not answered yet.',
  }
}

function evaluateQuiz(spec: QuizSpec, { answer }: Attempt): Verdict {
  const chosen = new Set(Array.isArray(answer) ? answer : [])
  const wanted =
    spec.choices.filter((choice) => choice.correct).length === 1 ? 'the right choice' : 'all right choices and no other'
  const seen = spec.choices.filter((choice) => chosen.has(choice.id)).map((choice) => choice.text)
  const wrong = spec.choices.find((choice) => choice.correct !== chosen.has(choice.id))
  const verdict = { wanted, seen: seen.join('; ') || 'no choice' }
  if (!wrong) return { state: 'pass', ...verdict, message: '' }
  const error = spec.choices.find((choice) => chosen.has(choice.id) && !choice.correct)
  return {
    state: 'fail',
    ...verdict,
    message: error ? error.why : chosen.size ? 'Something is missing.' : 'Not answered yet.',
  }
}

function evaluateAnswer(spec: AnswerSpec, { answer }: Attempt): Verdict {
  const count = (typeof answer === 'string' ? answer : '').split(/\s+/).filter(Boolean).length
  const verdict = { wanted: `at least ${spec.minimumWords} words`, seen: `${count} words` }
  if (count >= spec.minimumWords) return { state: 'pass', ...verdict, message: '' }
  return { state: 'fail', ...verdict, message: count ? 'Too short to show your reasons.' : 'Not answered yet.' }
}
