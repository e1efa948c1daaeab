import { ControlGroup } from '../../machine/process/control-group.ts'
import { parseQuantity } from '../../apimachinery/quantity.ts'
import type * as types from '../../resources/generated/types.ts'
import type { NodePathContext } from '../node-path-context.ts'
import { SYSTEM_CORES, SYSTEM_MEMORY_BYTES } from '../stats.ts'
import { exposition, type Metric } from './exposition.ts'

/** A control group as cAdvisor finds it. */
interface Cgroup {
  labels: Record<string, string>
  group: ControlGroup
  startedAtMs: number
  cpuShares: number
  /** What the machine itself uses beside its pods. */
  extra?: { cpuMs: number; memoryBytes: number }
  /** Cgroups of the machine and of sandboxes are where traffic is counted. */
  countsTraffic?: true
  /** Files that it wrote; absent where nothing is known of its disk. */
  writtenBytes?: number
}

const NOBODY = { container: '', image: '', name: '', namespace: '', pod: '' }
const CPU_PERIOD_US = 100_000
const LEAST_SHARES = 2
/** A process of its own that takes nothing to speak of. */
const PAUSE_GROUP = new ControlGroup()
const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10'

/**
 * `/metrics/cadvisor`: the machine, its pods and their containers, by control group.
 * Differs: what the simulated machine does not measure is left out (page faults, disk operations, sockets), and traffic is always 0.
 */
export function cadvisorMetrics(node: NodePathContext): string {
  const { context, profile } = node
  const timeMs = context.clock.now()
  const cgroups = cgroupsOf(node, timeMs)
  const { bootID, machineID, systemUUID } = context.node().status?.nodeInfo ?? {}
  const machine = { boot_id: bootID ?? '', machine_id: machineID ?? '', system_uuid: systemUUID ?? '' }
  const each = (value: (cgroup: Cgroup) => number | undefined, options: { timed: boolean; labels?: object }) =>
    cgroups.flatMap((cgroup) => {
      const measured = value(cgroup)
      if (measured === undefined) return []
      return [{ labels: { ...cgroup.labels, ...options.labels }, value: measured, ...(options.timed && { timeMs }) }]
    })
  const counter = (
    name: string,
    help: string,
    value: (cgroup: Cgroup) => number | undefined,
    labels?: object,
  ): Metric => ({
    name: `container_${name}`,
    type: 'counter',
    help,
    samples: each(value, { timed: true, ...(labels && { labels }) }),
  })
  const gauge = (
    name: string,
    help: string,
    value: (cgroup: Cgroup) => number | undefined,
    labels?: object,
  ): Metric => ({
    ...counter(name, help, value, labels),
    type: 'gauge',
  })
  const fixed = (name: string, help: string, value: (cgroup: Cgroup) => number): Metric => ({
    name: `container_${name}`,
    type: 'gauge',
    help,
    samples: each(value, { timed: false }),
  })
  const ofMachine = (name: string, help: string, value: number): Metric => ({
    name: `machine_${name}`,
    type: 'gauge',
    help,
    samples: [{ labels: machine, value }],
  })
  const cpuSeconds = ({ group, extra }: Cgroup) => (group.cpuMs + (extra?.cpuMs ?? 0)) / 1000
  const memory = ({ group, extra }: Cgroup) => group.memoryBytes + (extra?.memoryBytes ?? 0)
  const traffic = ({ countsTraffic }: Cgroup) => (countsTraffic ? 0 : undefined)
  const error = '1 if there was an error while getting'
  return exposition([
    counter('cpu_usage_seconds_total', 'Cumulative cpu time consumed in seconds.', cpuSeconds, { cpu: 'total' }),
    counter('cpu_user_seconds_total', 'Cumulative user cpu time consumed in seconds.', cpuSeconds),
    counter('cpu_system_seconds_total', 'Cumulative system cpu time consumed in seconds.', () => 0),
    gauge(
      'fs_usage_bytes',
      'Number of bytes that are consumed by the container on this filesystem.',
      ({ writtenBytes }) => writtenBytes,
      { device: '/dev/nvme0n1p1' },
    ),
    gauge(
      'fs_limit_bytes',
      'Number of bytes that can be consumed by the container on this filesystem.',
      ({ labels }) => (labels.id === '/' ? profile.diskBytes : undefined),
      { device: '/dev/nvme0n1p1' },
    ),
    gauge('last_seen', 'Last time a container was seen by the exporter', () => Math.floor(timeMs / 1000)),
    gauge('memory_rss', 'Size of RSS in bytes.', memory),
    gauge('memory_swap', 'Container swap usage in bytes.', () => 0),
    gauge(
      'memory_usage_bytes',
      'Current memory usage in bytes, including all memory regardless of when it was accessed',
      memory,
    ),
    gauge('memory_working_set_bytes', 'Current working set in bytes.', memory),
    ...(['receive', 'transmit'] as const).flatMap((way) => {
      const done = way === 'receive' ? 'received' : 'transmitted'
      const doing = way === 'receive' ? 'receiving' : 'transmitting'
      const of = (what: string, help: string) =>
        counter(`network_${way}_${what}_total`, `Cumulative count of ${help}`, traffic, { interface: 'eth0' })
      return [
        of('bytes', `bytes ${done}`),
        of('errors', `errors encountered while ${doing}`),
        of('packets', `packets ${done}`),
        of('packets_dropped', `packets dropped while ${doing}`),
      ]
    }),
    counter('oom_events_total', 'Count of out of memory events observed for the container', ({ group }) =>
      Number(group.oomKilled),
    ),
    gauge('processes', 'Number of processes running inside the container.', ({ group }) => group.processes.size),
    gauge('threads', 'Number of threads running inside the container', ({ group }) => group.processes.size),
    fixed('spec_cpu_period', 'CPU period of the container.', () => CPU_PERIOD_US),
    fixed('spec_cpu_shares', 'CPU share of the container.', ({ cpuShares }) => cpuShares),
    fixed('spec_memory_limit_bytes', 'Memory limit for the container.', ({ group, labels }) =>
      labels.id === '/' ? profile.memoryBytes : (group.memoryLimitBytes ?? 0),
    ),
    fixed('start_time_seconds', 'Start time of the container since unix epoch in seconds.', ({ startedAtMs }) =>
      Math.floor(startedAtMs / 1000),
    ),
    {
      name: 'container_scrape_error',
      type: 'gauge',
      help: `${error} container metrics, 0 otherwise`,
      samples: [{ value: 0 }],
    },
    ofMachine('cpu_cores', 'Number of logical CPU cores.', profile.cpus),
    ofMachine('cpu_physical_cores', 'Number of physical CPU cores.', profile.cpus),
    ofMachine('cpu_sockets', 'Number of CPU sockets.', 1),
    ofMachine('memory_bytes', 'Amount of memory installed on the machine.', profile.memoryBytes),
    ofMachine('swap_bytes', 'Amount of swap memory available on the machine.', 0),
    {
      name: 'machine_scrape_error',
      type: 'gauge',
      help: `${error} machine metrics, 0 otherwise`,
      samples: [{ value: 0 }],
    },
  ])
}

/** The machine, then each pod with its sandbox and its containers. */
function cgroupsOf({ context: { host }, workers }: NodePathContext, nowMs: number): Cgroup[] {
  const extra = { cpuMs: SYSTEM_CORES * (nowMs - host.startedAtMs), memoryBytes: SYSTEM_MEMORY_BYTES }
  const root: Cgroup = {
    labels: { ...NOBODY, id: '/' },
    group: host.group,
    startedAtMs: host.startedAtMs,
    cpuShares: 1024,
    extra,
    countsTraffic: true,
    writtenBytes: host.tree.usedBytes,
  }
  const pods = workers.flatMap(({ pod, sandbox, records }): Cgroup[] => {
    if (!sandbox) return []
    const { name, namespace = '', uid } = pod.metadata
    const quality = (pod.status?.qosClass ?? 'BestEffort').toLowerCase()
    const id = `/kubepods${quality === 'guaranteed' ? '' : `/${quality}`}/pod${uid}`
    const own = { ...NOBODY, namespace, pod: name, id }
    const shares = (pod.spec?.containers ?? []).map(sharesOf)
    const running = records.filter((record) => record.running)
    return [
      {
        labels: own,
        group: sandbox.group,
        startedAtMs: sandbox.createdAtMs,
        cpuShares: shares.reduce((sum, each) => sum + (each > LEAST_SHARES ? each : 0), 0) || LEAST_SHARES,
      },
      {
        labels: { ...own, id: `${id}/${sandbox.id}`, image: PAUSE_IMAGE, name: sandbox.id },
        group: PAUSE_GROUP,
        startedAtMs: sandbox.createdAtMs,
        cpuShares: LEAST_SHARES,
        countsTraffic: true,
      },
      ...running.map(({ name: container, spec, image, current }) => ({
        labels: { ...own, container, id: `${id}/${current!.id}`, image: image?.reference ?? '', name: current!.id },
        group: current!.group,
        startedAtMs: current!.startedAtMs,
        cpuShares: sharesOf(spec),
        writtenBytes: current!.writtenBytes,
      })),
    ]
  })
  return [root, ...pods]
}

function sharesOf({ resources }: types.Container): number {
  const cpu = resources?.requests?.cpu
  if (cpu === undefined) return LEAST_SHARES
  return Math.max(LEAST_SHARES, Number((parseQuantity(cpu).nanos * 1024n) / 1_000_000_000n))
}
