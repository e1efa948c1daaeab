import type { NodePathContext } from '../node-path-context.ts'
import { exposition, type Metric } from './exposition.ts'

const CONFIG_SOURCE = 'kubernetes.io/config.source'

/** `/metrics`: what the kubelet says of itself. */
export function kubeletMetrics({ workers, context }: NodePathContext): string {
  const isStatic = workers.map(({ pod }) => pod.metadata.annotations?.[CONFIG_SOURCE] === 'file')
  const count = (wanted: boolean, active: boolean) =>
    workers.filter((worker, index) => isStatic[index] === wanted && (!active || worker.active)).length
  const bySource = (active: boolean) => [
    { labels: { static: '' }, value: count(false, active) },
    { labels: { static: 'true' }, value: count(true, active) },
  ]
  const containers = workers.flatMap(({ records }) => records.filter(({ running }) => running))
  const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name: `kubelet_${name}`,
    type: 'gauge',
    help: `[ALPHA] ${help}`,
    samples,
  })
  const origin = 'static is true if the pod is not from the apiserver.'
  return exposition([
    gauge(
      'active_pods',
      `The number of pods the kubelet considers active and which are being considered when admitting new pods. ${origin}`,
      bySource(true),
    ),
    gauge('desired_pods', `The number of pods the kubelet is being instructed to run. ${origin}`, bySource(false)),
    gauge('mirror_pods', 'The number of mirror pods the kubelet will try to create (one per admitted static pod)', [
      { value: count(true, false) },
    ]),
    gauge('node_name', "The node's name. The count is always 1.", [{ labels: { node: context.nodeName }, value: 1 }]),
    gauge('running_containers', 'Number of containers currently running', [
      { labels: { container_state: 'running' }, value: containers.length },
    ]),
    gauge('running_pods', 'Number of pods that have a running pod sandbox', [
      { value: workers.filter(({ active }) => active).length },
    ]),
  ])
}

/** `/metrics/probes`, as far as it is there before the first probe. */
export function probeMetrics({ context }: NodePathContext): string {
  return exposition([
    {
      name: 'process_start_time_seconds',
      type: 'gauge',
      help: '[ALPHA] Start time of the process since unix epoch in seconds',
      samples: [{ value: context.host.startedAtMs / 1000 }],
    },
  ])
}
