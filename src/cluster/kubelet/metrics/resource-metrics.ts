import type { ControlGroup } from '../../machine/process/control-group.ts'
import type { ContainerRecord } from '../container-record.ts'
import type { NodePathContext } from '../node-path-context.ts'
import { SYSTEM_CORES, SYSTEM_MEMORY_BYTES } from '../stats.ts'
import { exposition, type Metric } from './exposition.ts'

/** `/metrics/resource`: what metrics-server reads. */
export function resourceMetrics({ context, workers }: NodePathContext): string {
  const { clock, host } = context
  const timeMs = clock.now()
  const running = workers.filter(({ records }) => records.some((record) => record.running))
  const ofContainers = (value: (record: ContainerRecord) => number) =>
    running.flatMap(({ pod: { metadata }, records }) =>
      records
        .filter((record) => record.running)
        .map((record) => ({
          labels: { container: record.name, namespace: metadata.namespace!, pod: metadata.name },
          value: value(record),
          timeMs,
        })),
    )
  const ofPods = (value: (group: ControlGroup) => number) =>
    running.flatMap(({ pod: { metadata }, sandbox }) =>
      sandbox
        ? [{ labels: { namespace: metadata.namespace!, pod: metadata.name }, value: value(sandbox.group), timeMs }]
        : [],
    )
  const ofNode = (value: number) => [{ value, timeMs }]
  const systemCpuMs = host.group.cpuMs + SYSTEM_CORES * (timeMs - host.startedAtMs)
  const counter = metricOf('counter')
  const gauge = metricOf('gauge')
  return exposition([
    counter(
      'container_cpu_usage_seconds_total',
      'Cumulative cpu time consumed by the container in core-seconds',
      ofContainers(({ current }) => current!.group.cpuMs / 1000),
    ),
    gauge(
      'container_memory_working_set_bytes',
      'Current working set of the container in bytes',
      ofContainers(({ current }) => current!.group.memoryBytes),
    ),
    gauge(
      'container_start_time_seconds',
      'Start time of the container since unix epoch in seconds',
      ofContainers(({ current }) => current!.startedAtMs / 1000),
    ),
    gauge(
      'container_swap_limit_bytes',
      'Current amount of the container swap limit in bytes. Reported only on non-windows systems',
      ofContainers(() => 0),
      'ALPHA',
    ),
    gauge(
      'container_swap_usage_bytes',
      'Current amount of the container swap usage in bytes. Reported only on non-windows systems',
      ofContainers(() => 0),
      'ALPHA',
    ),
    counter(
      'node_cpu_usage_seconds_total',
      'Cumulative cpu time consumed by the node in core-seconds',
      ofNode(systemCpuMs / 1000),
    ),
    gauge(
      'node_memory_working_set_bytes',
      'Current working set of the node in bytes',
      ofNode(host.group.memoryBytes + SYSTEM_MEMORY_BYTES),
    ),
    gauge(
      'node_swap_usage_bytes',
      'Current swap usage of the node in bytes. Reported only on non-windows systems',
      ofNode(0),
      'ALPHA',
    ),
    counter(
      'pod_cpu_usage_seconds_total',
      'Cumulative cpu time consumed by the pod in core-seconds',
      ofPods((group) => group.cpuMs / 1000),
    ),
    gauge(
      'pod_memory_working_set_bytes',
      'Current working set of the pod in bytes',
      ofPods((group) => group.memoryBytes),
    ),
    gauge(
      'pod_swap_usage_bytes',
      'Current amount of the pod swap usage in bytes. Reported only on non-windows systems',
      ofPods(() => 0),
      'ALPHA',
    ),
    gauge('resource_scrape_error', '1 if there was an error while getting container metrics, 0 otherwise', [
      { value: 0 },
    ]),
  ])
}

const metricOf =
  (type: Metric['type']) =>
  (name: string, help: string, samples: Metric['samples'], stability = 'STABLE'): Metric => ({
    name,
    type,
    help: `[${stability}] ${help}`,
    samples,
  })
