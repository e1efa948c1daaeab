import type { ContainerRecord, SuspendedInstance } from '../container-record.ts'
import type { KubeletContext } from '../kubelet-context.ts'
import type * as types from '../../resources/generated/types.ts'
import { ProbeRunner, type ProbeKind } from './probe-runner.ts'

/** Starts the probes of a container's new instance. */
export function startProbes(
  record: ContainerRecord,
  { clock, host }: KubeletContext,
  ip: string,
  {
    event,
    changed,
    resumes,
  }: {
    event: (type: 'Normal' | 'Warning', reason: string, message: string) => void
    changed: () => void
    resumes: SuspendedInstance | undefined
  },
): void {
  const { spec, current } = record
  const wanted = { Startup: spec.startupProbe, Liveness: spec.livenessProbe, Readiness: spec.readinessProbe }
  const before = { Startup: resumes?.started, Liveness: undefined, Readiness: resumes?.ready }
  if (record.restartCount === 0) record.probedSinceMs = clock.now()
  for (const [kind, probe] of Object.entries(wanted) as [ProbeKind, (typeof wanted)[ProbeKind]][]) {
    if (!probe) continue
    const runner = new ProbeRunner({
      kind,
      probe,
      clock,
      context: { container: current!, spec, ip, from: host.options.network.stack },
      enabled: () => kind === 'Startup' || record.passedStartup,
      before: before[kind],
      onFailure: (message) => event('Warning', 'Unhealthy', message),
      onChange: changed,
    })
    record.probes[kind] = runner
    if (kind === 'Readiness' || record.restartCount === 0) runner.start()
    else runner.start(nextBeat(clock.now() - record.probedSinceMs, probe))
  }
}

/** Probes keep their beat through restarts of their container. @returns how long until the next, at least a moment */
function nextBeat(elapsedMs: number, { periodSeconds = 10 }: types.Probe): number {
  const periodMs = periodSeconds * 1000
  return periodMs - (elapsedMs % periodMs)
}
