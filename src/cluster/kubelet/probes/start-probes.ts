import type { ContainerRecord, SuspendedInstance } from '../container-record.ts'
import type { KubeletContext } from '../kubelet-context.ts'
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
    runner.start()
  }
}
