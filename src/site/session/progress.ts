import type { Answer, Verdict } from '../../sandbox/protocol.ts'
import { session, type Session, type Stop } from './session.ts'

/** Where a learner stands with a task. Fields are there as soon as the backend has said them. */
export interface TaskProgress {
  verdict?: Verdict
  answer?: Answer
  /** The highest rung of the hint ladder that was taken. */
  hint?: number
}

/** What the backend knows of the learner's tasks, for all the parts of a page that show it. */
export interface Progress {
  /** Calls `listener` now and at each change. */
  follow(exercise: string, task: string, listener: (progress: TaskProgress) => void): Stop
}

function createProgress(session: Session): Progress {
  const tasks = new Map<string, { progress: TaskProgress; listeners: Set<(progress: TaskProgress) => void> }>()
  const at = (exercise: string, task: string) => {
    const key = `${exercise}/${task}`
    const entry = tasks.get(key) ?? { progress: {}, listeners: new Set() }
    tasks.set(key, entry)
    return entry
  }
  const note = (exercise: string, task: string, news: TaskProgress) => {
    const entry = at(exercise, task)
    entry.progress = { ...entry.progress, ...news }
    entry.listeners.forEach((listener) => listener(entry.progress))
  }
  let following = false
  const begin = () => {
    following = true
    session.on('verdict', ({ v: _v, type: _type, ...verdict }) => note(verdict.exercise, verdict.task, { verdict }))
    session.on('progress', ({ verdicts, answers, hints }) => {
      for (const verdict of verdicts) note(verdict.exercise, verdict.task, { verdict })
      for (const { exercise, task, value } of answers) note(exercise, task, { answer: value })
      for (const { exercise, task, rung } of hints) note(exercise, task, { hint: rung })
    })
    session.onState((state) => state === 'open' && session.send({ type: 'progress.get' }))
  }
  return {
    follow(exercise, task, listener) {
      if (!following) begin()
      const { progress, listeners } = at(exercise, task)
      listener(progress)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The learner's progress as this page knows it. */
export const progress: Progress = createProgress(session)
