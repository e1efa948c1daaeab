import { holds, textOf } from './cel.ts'
import type { AnswerSpec, CheckTask, LookupTask, QuizSpec, Task } from './exercise.ts'
import type { Evidence } from './source.ts'

/** What a check says. */
export interface Verdict {
  /** `waiting`: nothing is wrong, the wanted state only needs time. */
  status: 'pass' | 'fail' | 'waiting'
  /** What is there. */
  seen: string
  /** The wanted state, as the object of a sentence. */
  wanted: string
  /** The message of the known mistake that this state is. */
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
  const verdict = { seen: textOf(shown.seen, evidence), wanted: shown.wanted }
  if (task.baseline && !(baseline && holds(task.baseline, baseline)))
    return {
      status: 'fail',
      ...verdict,
      seen: 'the start of this task has not been reached; do the steps before it first',
    }
  if (!unmet) return { status: 'pass', ...verdict }
  const mistake = task.mistakes.find(({ when }) => holds(when, evidence))
  if (mistake) return { status: 'fail', ...verdict, mistake: mistake.message(evidence), help: mistake.help }
  const waiting = task.waiting.find(({ when }) => holds(when, evidence))
  return waiting ? { status: 'waiting', ...verdict, seen: waiting.message } : { status: 'fail', ...verdict }
}

function evaluateLookup(task: LookupTask, { evidence = {}, answer }: Attempt): Verdict {
  const words = typeof answer === 'string' ? answer.trim() : ''
  const status = words && holds(task.expect, { ...evidence, answer: words }) ? 'pass' : 'fail'
  return { status, seen: words || 'not answered', wanted: task.spec.wanted }
}

function evaluateQuiz(spec: QuizSpec, { answer }: Attempt): Verdict {
  const chosen = new Set(Array.isArray(answer) ? answer : [])
  const several = spec.choices.filter((choice) => choice.correct).length > 1
  const texts = spec.choices.filter((choice) => chosen.has(choice.id)).map((choice) => choice.text)
  const verdict = {
    seen: texts.join('; ') || 'not answered',
    wanted: several ? 'all right choices and no other' : 'the right choice',
  }
  if (spec.choices.every((choice) => choice.correct === chosen.has(choice.id))) return { status: 'pass', ...verdict }
  const error = spec.choices.find((choice) => chosen.has(choice.id) && !choice.correct)
  return error ? { status: 'fail', ...verdict, mistake: error.why } : { status: 'fail', ...verdict }
}

function evaluateAnswer(spec: AnswerSpec, { answer }: Attempt): Verdict {
  const count = (typeof answer === 'string' ? answer : '').split(/\s+/).filter(Boolean).length
  return {
    status: count >= spec.minimumWords ? 'pass' : 'fail',
    seen: count ? `${count} words` : 'not answered',
    wanted: `at least ${spec.minimumWords} words`,
  }
}
