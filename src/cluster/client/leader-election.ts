import { toMicros, type Clock, type Ids, type Log, type Timer } from '#base'
import { isReason } from '../apimachinery/errors.ts'
import { Lease } from '../resources/generated/kinds.ts'
import type * as types from '../resources/generated/types.ts'
import type { Client } from './client.ts'
import { createEventRecorder } from './event-recorder.ts'

/** One candidate for a lease. */
export interface LeaderElection {
  readonly leads: boolean
  /** Tries to get the lease, and keeps it. */
  start(): void
  /** Gives up; a lease that is held is released, so that another candidate can lead at once. */
  stop(): Promise<void>
  /** Stops without a word, as a crash does: the lease runs out by itself. */
  crash(): void
}

export interface LeaderElectionOptions {
  client: Client
  clock: Clock
  log: Log
  /** The lease's name, in `kube-system`, which is also the component's: `kube-scheduler`. */
  name: string
  /** Who holds it: host name and a unique part. */
  identity: string
  /** Called when it leads, and when another has taken over or it could not renew in time. */
  onStartedLeading(): void
  onStoppedLeading(): void
}

const NAMESPACE = 'kube-system'
// The defaults of the control plane's components.
const LEASE_SECONDS = 15
const RENEW_DEADLINE_MS = 10_000
const RETRY_MS = 2_000

/** An identity like those of the real components: `host_uuid`. */
export function leaderIdentity(host: string, ids: Ids): string {
  return `${host}_${ids.uuid()}`
}

/** @see k8s.io/client-go tools/leaderelection */
export function createLeaderElection(options: LeaderElectionOptions): LeaderElection {
  return new Election(options)
}

class Election implements LeaderElection {
  readonly #options: LeaderElectionOptions
  readonly #recorder
  #timer: Timer | undefined
  #running = false
  #leads = false
  #renewedMs = 0
  #observed: { version: string; atMs: number } | undefined

  constructor(options: LeaderElectionOptions) {
    this.#options = options
    const { client, clock, log, name } = options
    this.#recorder = createEventRecorder({ client, clock, log, component: name })
  }

  get leads(): boolean {
    return this.#leads
  }

  start(): void {
    if (this.#running) return
    this.#running = true
    void this.#turn()
  }

  crash(): void {
    this.#running = false
    this.#timer?.cancel()
    this.#lose()
  }

  async stop(): Promise<void> {
    const led = this.#leads
    this.crash()
    if (!led) return
    const { client, clock, log, name } = this.#options
    try {
      const lease = await client.get(Lease, name, { namespace: NAMESPACE })
      const now = toMicros(clock.now())
      const spec = {
        leaseDurationSeconds: 1,
        acquireTime: now,
        renewTime: now,
        leaseTransitions: lease.spec?.leaseTransitions,
      }
      await client.update(Lease, { ...lease, spec: { ...spec, holderIdentity: '' } })
    } catch (error) {
      // Then it runs out by itself.
      log.info(`the lease ${name} was not released`, { error: error instanceof Error ? error.message : error })
    }
  }

  async #turn(): Promise<void> {
    const { clock, log, name } = this.#options
    try {
      if (await this.#acquireOrRenew()) this.#renewedMs = clock.now()
    } catch (error) {
      log.info(`the lease ${name} could not be written`, { error: error instanceof Error ? error.message : error })
    }
    if (!this.#running) return
    if (this.#leads && clock.now() - this.#renewedMs >= RENEW_DEADLINE_MS) this.#lose()
    this.#timer = clock.setTimeout(() => void this.#turn(), RETRY_MS)
  }

  async #acquireOrRenew(): Promise<boolean> {
    const { client, clock, name, identity } = this.#options
    const now = toMicros(clock.now())
    const lease = await client.get(Lease, name, { namespace: NAMESPACE }).catch((error: unknown) => {
      if (isReason(error, 'NotFound')) return undefined
      throw error
    })
    const spec: types.LeaseSpec = {
      holderIdentity: identity,
      leaseDurationSeconds: LEASE_SECONDS,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: 0,
    }
    if (!lease) {
      this.#gain(await client.create(Lease, { metadata: { name, namespace: NAMESPACE }, spec }))
      return true
    }
    const held = lease.spec ?? {}
    const mine = held.holderIdentity === identity
    if (!mine && !this.#isOver(lease)) {
      if (this.#leads) this.#lose()
      return false
    }
    const transitions = held.leaseTransitions ?? 0
    const next = mine
      ? { ...spec, acquireTime: held.acquireTime ?? now, leaseTransitions: transitions }
      : { ...spec, leaseTransitions: transitions + 1 }
    const written = await client.update(Lease, { ...lease, spec: next })
    this.#gain(written)
    return true
  }

  /** A lease is over when its holder has not renewed it for its whole length, by the candidate's own clock. */
  #isOver({ metadata, spec }: types.Lease): boolean {
    const now = this.#options.clock.now()
    if (!spec?.holderIdentity) return true
    if (this.#observed?.version !== metadata.resourceVersion)
      this.#observed = { version: metadata.resourceVersion, atMs: now }
    return now - this.#observed.atMs > (spec.leaseDurationSeconds ?? LEASE_SECONDS) * 1000
  }

  #gain(lease: types.Lease): void {
    if (this.#leads || !this.#running) return
    this.#leads = true
    this.#recorder.event(lease, 'Normal', 'LeaderElection', `${this.#options.identity} became leader`)
    this.#options.onStartedLeading()
  }

  #lose(): void {
    if (!this.#leads) return
    this.#leads = false
    this.#options.onStoppedLeading()
  }
}
