import { toSeconds } from '#base'
import type { ControlGroup } from '../machine/process/control-group.ts'
import type { ContainerRecord } from './container-record.ts'
import type { NodePathContext } from './node-paths.ts'
import type { PodWorker } from './pod-worker.ts'
import { CpuMeter } from './stats.ts'

const meter = new CpuMeter()

/** What the system itself uses, beside pods. */
const SYSTEM_MEMORY_BYTES = 380 * 1024 * 1024
const SYSTEM_CORES = 0.02

/** `/stats/summary` */
export function statsSummary({ context, workers, profile }: NodePathContext): object {
  const { clock, host } = context
  const nowMs = clock.now()
  const time = toSeconds(nowMs)
  const cpu = (group: ControlGroup, extra = 0) => ({
    time,
    usageNanoCores: Math.round((meter.cores(group, nowMs) + extra) * 1e9),
    usageCoreNanoSeconds: Math.round(group.cpuMs * 1e6 + extra * (nowMs - host.startedAtMs) * 1e6),
  })
  const memory = (group: ControlGroup, extra = 0) => {
    const bytes = group.memoryBytes + extra
    return { time, usageBytes: bytes, workingSetBytes: bytes, rssBytes: bytes, pageFaults: 0, majorPageFaults: 0 }
  }
  const disk = {
    time,
    availableBytes: profile.diskBytes - host.tree.usedBytes,
    capacityBytes: profile.diskBytes,
    usedBytes: host.tree.usedBytes,
    inodesFree: 10_400_000,
    inodes: 10_485_760,
    inodesUsed: 85_760,
  }
  const network = {
    time,
    name: 'eth0',
    rxBytes: 0,
    rxErrors: 0,
    txBytes: 0,
    txErrors: 0,
    interfaces: [{ name: 'eth0', rxBytes: 0, rxErrors: 0, txBytes: 0, txErrors: 0 }],
  }
  return {
    node: {
      nodeName: context.nodeName,
      systemContainers: [
        {
          name: 'kubelet',
          startTime: toSeconds(host.startedAtMs),
          cpu: cpu(host.group, SYSTEM_CORES),
          memory: memory(host.group),
        },
      ],
      startTime: toSeconds(host.startedAtMs),
      cpu: cpu(host.group, SYSTEM_CORES),
      memory: {
        ...memory(host.group, SYSTEM_MEMORY_BYTES),
        availableBytes: profile.memoryBytes - host.group.memoryBytes - SYSTEM_MEMORY_BYTES,
      },
      io: { time, psi: { full: {}, some: {} } },
      network,
      fs: disk,
      runtime: { imageFs: disk, containerFs: disk },
      rlimit: { time, maxpid: 32_768, curproc: host.namespace.list().length },
      swap: { time, swapAvailableBytes: 0, swapUsageBytes: 0 },
    },
    pods: workers.filter(hasRunning).map((worker) => podStats(worker, { time, nowMs, cpu, memory, disk, network })),
  }
}

interface StatsParts {
  time: string
  nowMs: number
  cpu: (group: ControlGroup) => object
  memory: (group: ControlGroup) => object
  disk: object
  network: object
}

function podStats(
  { pod, records, sandbox, volumes }: PodWorker,
  { time, cpu, memory, disk, network }: StatsParts,
): object {
  const { name, namespace, uid } = pod.metadata
  return {
    podRef: { name, namespace, uid },
    startTime: pod.status?.startTime ?? time,
    containers: records
      .filter(({ running }) => running)
      .map((record) => ({
        name: record.name,
        startTime: toSeconds(record.current!.startedAtMs),
        cpu: cpu(record.current!.group),
        memory: memory(record.current!.group),
        rootfs: { ...disk, usedBytes: record.current!.writtenBytes },
        logs: { ...disk, usedBytes: record.current!.log.bytes },
        swap: { time, swapUsageBytes: 0 },
      })),
    ...(sandbox && { cpu: cpu(sandbox.group), memory: memory(sandbox.group) }),
    network,
    volume: [...volumes].flatMap(([volume, { usage }]) =>
      usage ? [{ ...disk, name: volume, usedBytes: usage() }] : [],
    ),
    'ephemeral-storage': disk,
    process_stats: { process_count: 0 },
  }
}

const hasRunning = ({ records }: PodWorker) => records.some(({ running }) => running)

interface Metric {
  name: string
  type: 'counter' | 'gauge'
  help: string
  lines: string[]
}

/** `/metrics/resource`: what metrics-server reads. */
export function resourceMetrics({ context, workers }: NodePathContext): string {
  const { clock, host } = context
  const nowMs = clock.now()
  const running = workers.filter(hasRunning)
  const containers = running.flatMap((worker) =>
    worker.records
      .filter((record) => record.running)
      .map((record) => ({ record, labels: containerLabels(worker, record) })),
  )
  const seconds = (ms: number) => (ms / 1000).toFixed(6)
  const ofContainers = (value: (record: ContainerRecord) => string | number) =>
    containers.map(({ record, labels }) => `{${labels}} ${value(record)} ${nowMs}`)
  const ofPods = (value: (group: ControlGroup) => string | number) =>
    running.flatMap(({ pod, sandbox }) =>
      sandbox
        ? [`{namespace="${pod.metadata.namespace}",pod="${pod.metadata.name}"} ${value(sandbox.group)} ${nowMs}`]
        : [],
    )
  const systemCpuMs = host.group.cpuMs + SYSTEM_CORES * (nowMs - host.startedAtMs)
  const metrics: Metric[] = [
    {
      name: 'container_cpu_usage_seconds_total',
      type: 'counter',
      help: 'Cumulative cpu time consumed by the container in core-seconds',
      lines: ofContainers(({ current }) => seconds(current!.group.cpuMs)),
    },
    {
      name: 'container_memory_working_set_bytes',
      type: 'gauge',
      help: 'Current working set of the container in bytes',
      lines: ofContainers(({ current }) => current!.group.memoryBytes),
    },
    {
      name: 'container_start_time_seconds',
      type: 'gauge',
      help: 'Start time of the container since unix epoch in seconds',
      lines: ofContainers(({ current }) => seconds(current!.startedAtMs)),
    },
    {
      name: 'container_swap_limit_bytes',
      type: 'gauge',
      help: 'Current amount of the container swap limit in bytes',
      lines: ofContainers(() => 0),
    },
    {
      name: 'container_swap_usage_bytes',
      type: 'gauge',
      help: 'Current amount of the container swap usage in bytes',
      lines: ofContainers(() => 0),
    },
    {
      name: 'node_cpu_usage_seconds_total',
      type: 'counter',
      help: 'Cumulative cpu time consumed by the node in core-seconds',
      lines: [` ${seconds(systemCpuMs)} ${nowMs}`],
    },
    {
      name: 'node_memory_working_set_bytes',
      type: 'gauge',
      help: 'Current working set of the node in bytes',
      lines: [` ${host.group.memoryBytes + SYSTEM_MEMORY_BYTES} ${nowMs}`],
    },
    {
      name: 'node_swap_usage_bytes',
      type: 'gauge',
      help: 'Current swap usage of the node in bytes',
      lines: [` 0 ${nowMs}`],
    },
    {
      name: 'pod_cpu_usage_seconds_total',
      type: 'counter',
      help: 'Cumulative cpu time consumed by the pod in core-seconds',
      lines: ofPods((group) => seconds(group.cpuMs)),
    },
    {
      name: 'pod_memory_working_set_bytes',
      type: 'gauge',
      help: 'Current working set of the pod in bytes',
      lines: ofPods((group) => group.memoryBytes),
    },
    {
      name: 'pod_swap_usage_bytes',
      type: 'gauge',
      help: 'Current amount of the pod swap usage in bytes',
      lines: ofPods(() => 0),
    },
    {
      name: 'resource_scrape_error',
      type: 'gauge',
      help: '1 if there was an error while getting container metrics, 0 otherwise',
      lines: [' 0'],
    },
  ]
  return metrics
    .map(
      ({ name, type, help, lines }) =>
        `# HELP ${name} [STABLE] ${help}\n# TYPE ${name} ${type}\n${lines.map((line) => `${name}${line}\n`).join('')}`,
    )
    .join('')
}

function containerLabels({ pod }: PodWorker, record: ContainerRecord): string {
  return `container="${record.name}",namespace="${pod.metadata.namespace}",pod="${pod.metadata.name}"`
}
