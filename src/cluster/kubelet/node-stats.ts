import { toSeconds } from '#base'
import type { ControlGroup } from '../machine/process/control-group.ts'
import type { NodePathContext } from './node-path-context.ts'
import type { PodWorker } from './pod-worker.ts'
import { CpuMeter, SYSTEM_CORES, SYSTEM_MEMORY_BYTES } from './stats.ts'

const meter = new CpuMeter()

const NO_PRESSURE = { total: 0, avg10: 0, avg60: 0, avg300: 0 }
const psi = { full: NO_PRESSURE, some: NO_PRESSURE }
/** What is left of a node, pod or container where only CPU and memory were asked for. */
const COMPUTE = ['nodeName', 'podRef', 'name', 'systemContainers', 'startTime', 'containers', 'cpu', 'memory', 'swap']

/** `/stats/summary` @param computeOnly leaves out disks and network */
export function statsSummary(node: NodePathContext, computeOnly: boolean): object {
  const summary = fullSummary(node)
  if (!computeOnly) return summary
  const compute = (stats: object) =>
    Object.fromEntries(Object.entries(stats).filter(([name]) => COMPUTE.includes(name)))
  return {
    node: compute(summary.node),
    pods: summary.pods.map((pod) => ({ ...compute(pod), containers: pod.containers.map(compute) })),
  }
}

function fullSummary({ context, workers, profile }: NodePathContext) {
  const { clock, host } = context
  const nowMs = clock.now()
  const time = toSeconds(nowMs)
  const cpu = (group: ControlGroup, extra = 0) => ({
    time,
    usageNanoCores: Math.round((meter.cores(group, nowMs) + extra) * 1e9),
    usageCoreNanoSeconds: Math.round(group.cpuMs * 1e6 + extra * (nowMs - host.startedAtMs) * 1e6),
    psi,
  })
  const memory = (group: ControlGroup, extra = 0) => {
    const bytes = group.memoryBytes + extra
    return { time, usageBytes: bytes, workingSetBytes: bytes, rssBytes: bytes, pageFaults: 0, majorPageFaults: 0, psi }
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
      io: { time, psi },
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

function podStats({ pod, records, sandbox, volumes }: PodWorker, { time, cpu, memory, disk, network }: StatsParts) {
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
        io: { time, psi },
        rootfs: { ...disk, usedBytes: record.current!.writtenBytes },
        logs: { ...disk, usedBytes: record.current!.log.bytes },
        swap: { time, swapUsageBytes: 0 },
      })),
    ...(sandbox && { cpu: cpu(sandbox.group), memory: memory(sandbox.group) }),
    io: { time, psi },
    swap: { time, swapUsageBytes: 0 },
    network,
    volume: [...volumes].flatMap(([volume, { usage }]) =>
      usage ? [{ ...disk, name: volume, usedBytes: usage() }] : [],
    ),
    'ephemeral-storage': disk,
    process_stats: { process_count: 0 },
  }
}

const hasRunning = ({ records }: PodWorker) => records.some(({ running }) => running)
