import type { Process } from '../../machine/process/process.ts'
import type { SignalName } from '../../machine/process/signals.ts'

/** Resolves with the first of these signals; rejects when the process is gone. For servers, which wait for nothing else. */
export function untilSignal(process: Process, ...signals: SignalName[]): Promise<SignalName> {
  const { promise, resolve, reject } = Promise.withResolvers<SignalName>()
  for (const signal of signals) process.onSignal(signal, () => resolve(signal))
  process.signal.addEventListener('abort', () => reject(process.signal.reason as Error), { once: true })
  return promise
}
