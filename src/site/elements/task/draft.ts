import { kept } from '../kept.ts'

const key = (exercise: string, task: string) => `reconcile-draft-${exercise}-${task}`

/** A text that is being written, kept in this browser until a backend has it. */
export const drafts = {
  read: (exercise: string, task: string) => kept.read(key(exercise, task)),
  /** @returns whether it outlives the page. */
  keep: (exercise: string, task: string, text: string) => kept.write(key(exercise, task), text),
  forget: (exercise: string, task: string) => kept.forget(key(exercise, task)),
}
