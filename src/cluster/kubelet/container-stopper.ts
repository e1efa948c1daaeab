import { sleep } from '#base'
import type { ContainerRecord } from './container-record.ts'
import { runHook } from './hooks.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { MINIMUM_GRACE_SECONDS } from './lifecycle.ts'

export interface StopOptions {
  context: KubeletContext
  ip: string
  graceSeconds: number
  /** Aborts when there is no time left after all: the rest is killed at once. */
  hurry: AbortSignal
  event: (type: 'Normal' | 'Warning', reason: string, message: string) => void
  /** What the event says instead of `Stopping container X`. */
  message?: string
}

/** Ends a container's instance: hook, signal, and the kill when the grace period is over. Resolves when it has ended. */
export async function stopContainer(record: ContainerRecord, options: StopOptions): Promise<void> {
  const { context, ip, graceSeconds, hurry, event } = options
  const { clock, host } = context
  const container = record.current
  if (!container?.running) return
  record.stopping = true
  event('Normal', 'Killing', options.message ?? `Stopping container ${record.name}`)
  const deadlineMs = clock.now() + graceSeconds * 1000
  const preStop = record.spec.lifecycle?.preStop
  if (preStop && graceSeconds > 0 && !hurry.aborted) {
    const limit = new AbortController()
    const timer = clock.setTimeout(() => limit.abort(new Error('grace period is over')), graceSeconds * 1000)
    const signal = AbortSignal.any([limit.signal, hurry])
    const well = await runHook(preStop, { container, spec: record.spec, ip, from: host.options.network.stack, signal })
    timer.cancel()
    if (!well) event('Warning', 'FailedPreStopHook', 'PreStopHook failed')
  }
  if (!container.running) return
  const ended = container.ended!
  const leftMs = Math.max(deadlineMs - clock.now(), preStop ? MINIMUM_GRACE_SECONDS * 1000 : 0)
  if (graceSeconds > 0 && !hurry.aborted) {
    container.kill(container.stopSignal)
    const timeout = new AbortController()
    const waiting = sleep(clock, leftMs, AbortSignal.any([timeout.signal, hurry])).catch(() => undefined)
    await Promise.race([ended, waiting])
    timeout.abort()
  }
  if (container.running) container.kill('KILL')
  await ended
}
