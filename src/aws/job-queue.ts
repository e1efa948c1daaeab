import type { Clock, Log, Timer } from '#base'
import type { Job, Scope } from './scope.ts'
import type { PendingJob } from './state.ts'

/** Runs jobs at their time; what it still has to do lies in the account's state. */
export interface JobQueue {
  add<Args>(region: string, job: Job<Args>, args: Args, atMs: number): void
  /** Arms the timers of jobs that came with a snapshot. */
  resume(): void
  /** Cancels all timers; the jobs stay in the state. */
  close(): void
}

interface JobQueueDeps {
  clock: Clock
  log: Log
  pending: PendingJob[]
  jobs: ReadonlyMap<string, Job>
  scope: (region: string) => Scope
  /** Called after each job. */
  changed: () => void
}

/** @param deps `pending` is the list in the account's state, changed in place. */
export function createJobQueue({ clock, log, pending, jobs, scope, changed }: JobQueueDeps): JobQueue {
  const timers = new Map<number, Timer>()
  let nextId = Math.max(0, ...pending.map((job) => job.id)) + 1
  let closed = false

  function arm(entry: PendingJob) {
    timers.set(
      entry.id,
      clock.setTimeout(() => void run(entry), entry.atMs - clock.now()),
    )
  }

  async function run(entry: PendingJob) {
    timers.delete(entry.id)
    const job = jobs.get(entry.name)
    try {
      if (!job) throw new Error(`no job is called ${entry.name}`)
      await job.run(scope(entry.region), entry.args as never)
    } catch (error) {
      if (!closed) log.error(`job ${entry.name} failed`, { error })
    }
    if (closed) return
    const at = pending.indexOf(entry)
    if (at >= 0) pending.splice(at, 1)
    changed()
  }

  return {
    add(region, job, args, atMs) {
      const entry: PendingJob = { id: nextId++, name: job.name, region, args, atMs }
      pending.push(entry)
      if (!closed) arm(entry)
    },
    resume: () => pending.forEach(arm),
    close() {
      closed = true
      for (const timer of timers.values()) timer.cancel()
      timers.clear()
    },
  }
}
