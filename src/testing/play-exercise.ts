import {
  evaluateTask,
  meetsBaseline,
  readSources,
  type Attempt,
  type CheckTask,
  type LookupTask,
  type Verdict,
} from '#course'
import { runAll } from './replay-page.ts'
import type { Stage } from './stage.ts'

/** What CI knows of a task after it was played through. */
export interface Played {
  /** By the mistake's id: the verdict on the state that its example makes, and the message that it should have. */
  mistakes: Map<string, { verdict: Verdict; message: string }>
  solved: Verdict
  /** The attempt that passed, for a submission. */
  attempt: Attempt
}

/** The verdict on a task where nothing has been done for it. */
export async function judgeStart(task: CheckTask, stage: Stage): Promise<Verdict> {
  return evaluateTask(task, { evidence: await readSources(task.sources, stage.read) })
}

/** Makes each of a task's known mistakes and takes it back, then solves it. */
export async function playCheck(task: CheckTask, stage: Stage): Promise<Played> {
  const kept: Attempt = {}
  const look = async (): Promise<Verdict> => {
    kept.evidence = await readSources(task.sources, stage.read)
    if (!kept.baseline && meetsBaseline(task, kept.evidence)) kept.baseline = kept.evidence
    return evaluateTask(task, kept)
  }
  await look()
  const mistakes: Played['mistakes'] = new Map()
  for (const mistake of task.mistakes) {
    await runAll(stage.shell, mistake.example)
    const verdict = await until(look, (verdict) => verdict.mistake === mistake.message(kept.evidence!))
    mistakes.set(mistake.id, { verdict, message: mistake.message(kept.evidence!) })
    await runAll(stage.shell, mistake.undo)
  }
  await runAll(stage.shell, task.solution)
  const solved = await until(look, (verdict) => verdict.status === 'pass')
  return { mistakes, solved, attempt: kept }
}

/** Answers a lookup with what is right in this very lab. */
export async function playLookup(
  task: LookupTask,
  stage: Stage,
): Promise<Omit<Played, 'mistakes'> & { wrong: Verdict }> {
  await runAll(stage.shell, task.solution)
  const evidence = await readSources(task.sources, stage.read)
  const attempt = { evidence, answer: String(task.right.evaluate(evidence)) }
  return { wrong: evaluateTask(task, { evidence, answer: 'nobody' }), solved: evaluateTask(task, attempt), attempt }
}

/** Containers start, fail and are tried again in their own time. */
const PATIENCE_MS = 40_000

/** The first verdict that is the one hoped for, or the last one seen when patience is over. */
async function until(look: () => Promise<Verdict>, hoped: (verdict: Verdict) => boolean): Promise<Verdict> {
  const end = performance.now() + PATIENCE_MS
  let verdict = await look()
  while (!hoped(verdict) && performance.now() < end) verdict = await look()
  return verdict
}
