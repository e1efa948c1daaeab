import { parseQuantity, quantityMilliValue } from '../../apimachinery/quantity.ts'
import { StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject, ResourceType } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'
import type * as types from '../../resources/generated/types.ts'

/** What metrics-server measures of a pod. */
export interface PodMetrics extends KubeObject {
  timestamp: string
  window: string
  containers: { name: string; usage: Record<string, types.Quantity> }[]
}

export const PodMetricsType: ResourceType<PodMetrics> = {
  group: 'metrics.k8s.io',
  version: 'v1beta1',
  kind: 'PodMetrics',
  plural: 'pods',
  namespaced: true,
}

/** What one pod uses, in thousandths, measured until `atMs` for `windowMs`. */
export interface Sample {
  value: number
  atMs: number
  windowMs: number
}

/** Metrics could not be had, or nothing could be computed from them; the message is shown to people. */
export class MetricsError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'MetricsError'
  }
}

/** What the pods that a selector selects use of a resource, by pod name; of one container where it is named.
 *  @throws MetricsError */
export async function readSamples(
  client: Client,
  namespace: string,
  labelSelector: string,
  resource: string,
  container: string | undefined,
): Promise<Map<string, Sample>> {
  let items: PodMetrics[]
  try {
    items = (await client.list(PodMetricsType, { namespace, labelSelector })).items
  } catch (error) {
    if (!(error instanceof StatusError)) throw error
    const where = error.reason === 'NotFound' ? ' (get pods.metrics.k8s.io)' : ''
    throw new MetricsError(`unable to fetch metrics from resource metrics API: ${error.message}${where}`)
  }
  if (items.length === 0) throw new MetricsError('no metrics returned from resource metrics API')
  const samples = new Map<string, Sample>()
  for (const item of items) {
    const measured =
      container === undefined ? item.containers : item.containers.filter(({ name }) => name === container)
    if (measured.length === 0 || measured.some(({ usage }) => usage[resource] === undefined)) continue
    const value = measured.reduce((sum, { usage }) => sum + quantityMilliValue(parseQuantity(usage[resource]!)), 0)
    samples.set(item.metadata.name, { value, atMs: Date.parse(item.timestamp), windowMs: durationMs(item.window) })
  }
  return samples
}

/** `30s`, `1m0s`. */
function durationMs(text: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(text) ?? []
  return Number(minutes) * 60_000 + Number(seconds) * 1000
}
