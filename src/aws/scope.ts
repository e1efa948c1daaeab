import type { Clock, Ids, Log } from '#base'
import type { AccountEvents } from './events.ts'
import type { ControlPlaneHost } from './eks/control-plane-host.ts'
import type { Caller } from './iam/caller.ts'
import type { AccountState, RegionState } from './state.ts'

/** What the parts of one account share. */
export interface AccountCore {
  /** Twelve digits. */
  readonly id: string
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly host: ControlPlaneHost
  /** By how much AWS' waiting times are divided. */
  readonly pace: number
  readonly state: AccountState
  /** The account as seen from one region. */
  in(region: string): Scope
  /** Runs a job after `delayMs` of AWS' own time, which passes `pace` times as fast here; survives a snapshot. */
  schedule<Args>(region: string, job: Job<Args>, args: Args, delayMs: number): void
  /** Tells the other services what happened; resolves when they have dealt with it. */
  emit<Name extends keyof AccountEvents>(region: string, name: Name, event: AccountEvents[Name]): Promise<void>
}

/** One account in one region. */
export interface Scope {
  readonly account: AccountCore
  readonly region: string
  /** State of the services in this region. */
  readonly here: RegionState
}

/** A request on its way through an action. */
export interface Call extends Scope {
  readonly caller: Caller
  readonly requestId: string
}

/** Work that an action leaves for later; its arguments are plain data. */
export interface Job<Args = never> {
  kind: 'job'
  /** `service.what`: kept in snapshots. */
  name: string
  run(scope: Scope, args: Args): void | Promise<void>
}
