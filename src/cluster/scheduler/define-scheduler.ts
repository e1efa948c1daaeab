import type { Clock, Ids, Log } from '#base'
import type { Client } from '../client/client.ts'
import type { Gate } from '../client/gate.ts'
import { createInformerFactory } from '../client/informer-factory.ts'
import { createLeaderElection, leaderIdentity } from '../client/leader-election.ts'
import { createSeriesRecorder } from '../client/series-recorder.ts'
import { defineComponent, type Component } from '../component.ts'
import { defaultProfile } from './profile.ts'
import { Scheduler, type DecisionRecord } from './scheduler.ts'

const NAME = 'kube-scheduler'
const SCHEDULER_NAME = 'default-scheduler'

export interface SchedulerDependencies {
  client: Client
  clock: Clock
  ids: Ids
  log: Log
  /** The machine that it runs on, as its lease names it. */
  host: string
  /** Holds the scheduler's work up. */
  gate?: Gate | undefined
}

/** kube-scheduler as a part of a cluster: schedules while it holds its lease. */
export function defineScheduler(deps: SchedulerDependencies): {
  component: Component
  decisions: ReadonlyMap<string, DecisionRecord>
} {
  const { client, clock, ids, log, host, gate } = deps
  const decisions = new Map<string, DecisionRecord>()
  const component = defineComponent(NAME, () => {
    const informers = createInformerFactory({ client, clock, log })
    const identity = leaderIdentity(host, ids)
    const events = createSeriesRecorder({
      client,
      clock,
      log,
      controller: SCHEDULER_NAME,
      instance: `${SCHEDULER_NAME}-${host}`,
    })
    const profile = defaultProfile(client, clock)
    const scheduler = new Scheduler({
      client,
      informers,
      events,
      clock,
      ids,
      log,
      profile,
      decisions,
      gate,
      name: SCHEDULER_NAME,
    })
    const election = createLeaderElection({
      client,
      clock,
      log,
      name: NAME,
      identity,
      onStartedLeading: () => scheduler.start(),
      onStoppedLeading: () => scheduler.stop(),
    })
    election.start()
    return () => {
      scheduler.stop()
      informers.stop()
      void election.stop()
    }
  })
  return { component, decisions }
}
