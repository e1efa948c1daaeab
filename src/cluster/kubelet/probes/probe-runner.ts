import type { Clock, Timer } from '#base'
import type * as types from '../../resources/generated/types.ts'
import { check, ProbeError, type CheckContext, type CheckResult } from './check.ts'

export type ProbeKind = 'Startup' | 'Liveness' | 'Readiness'

export interface ProbeRunnerOptions {
  kind: ProbeKind
  probe: types.Probe
  clock: Clock
  context: Omit<CheckContext, 'signal'>
  /** Whether the probe may run: others wait for the startup probe. */
  enabled: () => boolean
  /** What it had found before the machine was suspended. */
  before: boolean | undefined
  /** A failed attempt, with what it said. */
  onFailure: (message: string) => void
  /** The result changed. */
  onChange: () => void
}

/** One probe of one container instance: attempts at their period, and the result by its thresholds. */
export class ProbeRunner {
  readonly #options: ProbeRunnerOptions
  readonly #stop = new AbortController()
  #timer: Timer | undefined
  #inRow = 0
  #last: boolean | undefined
  #result: boolean

  constructor(options: ProbeRunnerOptions) {
    this.#options = options
    // Nothing is ready or started before it was seen; it is alive until the opposite was seen.
    this.#result = options.before ?? options.kind === 'Liveness'
  }

  /** Whether the container counts as started, alive or ready. */
  get result(): boolean {
    return this.#result
  }

  /** Whether it has failed for good: started too late, or is no longer alive. */
  get failed(): boolean {
    const threshold = this.#options.probe.failureThreshold ?? 3
    return this.#options.kind !== 'Readiness' && this.#last === false && this.#inRow >= threshold
  }

  /** Its own grace period, where it has one. */
  get terminationGraceSeconds(): number | undefined {
    return this.#options.probe.terminationGracePeriodSeconds
  }

  /** @param delayMs on top of its initial delay */
  start(delayMs = FIRST_MS): void {
    this.#schedule((this.#options.probe.initialDelaySeconds ?? 0) * 1000 + delayMs)
  }

  stop(): void {
    this.#timer?.cancel()
    this.#stop.abort()
  }

  #schedule(delayMs: number): void {
    this.#timer = this.#options.clock.setTimeout(() => void this.#attempt(), delayMs)
  }

  async #attempt(): Promise<void> {
    const { probe, kind, enabled, context, clock } = this.#options
    const periodMs = (probe.periodSeconds ?? 10) * 1000
    const startedMs = clock.now()
    if (enabled()) {
      const timeoutSeconds = probe.timeoutSeconds ?? 1
      const limit = new AbortController()
      const timer = clock.setTimeout(() => limit.abort(new Error('timeout')), timeoutSeconds * 1000)
      const signal = AbortSignal.any([limit.signal, this.#stop.signal])
      const result = await this.#check({ ...context, signal }, timeoutSeconds)
      timer.cancel()
      if (this.#stop.signal.aborted) return
      if (result instanceof ProbeError)
        this.#options.onFailure(`${kind} probe errored and resulted in unknown state: ${result.message}`)
      else {
        if (!result.ok) this.#options.onFailure(`${kind} probe failed: ${result.output}`)
        this.#count(result.ok)
      }
      if (this.failed || (kind === 'Startup' && this.#result)) return
    }
    this.#schedule(Math.max(0, periodMs - (clock.now() - startedMs)))
  }

  async #check(context: CheckContext, timeoutSeconds: number): Promise<CheckResult | ProbeError> {
    try {
      return await check(this.#options.probe, context, timeoutSeconds)
    } catch (error) {
      if (error instanceof ProbeError) return error
      throw error
    }
  }

  #count(ok: boolean): void {
    const { probe, kind, onChange } = this.#options
    this.#inRow = this.#last === ok ? this.#inRow + 1 : 1
    this.#last = ok
    const threshold = ok ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3)
    if (this.#inRow < threshold) return
    const before = this.#result
    // A failing startup probe changes nothing until it has failed for good.
    if (kind !== 'Startup' || ok) this.#result = ok
    if (this.#result !== before || this.failed) onChange()
  }
}

/** The first attempt comes when the program has had time to open its port. */
const FIRST_MS = 150
