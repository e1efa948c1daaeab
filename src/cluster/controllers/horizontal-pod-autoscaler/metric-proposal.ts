import { formatQuantity, parseQuantity, quantityMilliValue, quantityOfMilli } from '../../apimachinery/quantity.ts'
import { goSelector } from '../../apimachinery/go-text.ts'
import type * as types from '../../resources/generated/types.ts'
import { MetricsError, readSamples } from './pod-metrics.ts'
import { forAverage, forUtilization, type Calculation, type Tolerances } from './replica-calculation.ts'
import type { ReconcileContext } from '../define-controller.ts'

/** What one metric asks for. */
export interface Proposal {
  replicas: number
  /** The metric, as conditions and events name it. */
  name: string
  status: types.MetricStatus
}

/** A metric that says nothing, with the reason under which conditions and events tell so. */
export class MetricFailure extends Error {
  readonly reason: string
  /** What the event says; the message is what the whole fails with. */
  readonly detail: string

  constructor(reason: string, detail: string, message: string) {
    super(message)
    this.name = 'MetricFailure'
    this.reason = reason
    this.detail = detail
  }
}

export interface ProposalInput {
  context: Pick<ReconcileContext, 'client' | 'clock'>
  namespace: string
  selector: string
  pods: readonly types.Pod[]
  current: number
  tolerances: Tolerances
}

/** Asks one metric. @throws MetricFailure */
export async function propose(metric: types.MetricSpec, input: ProposalInput): Promise<Proposal> {
  if (metric.type === 'Resource' && metric.resource) {
    const { name, target } = metric.resource
    const result = await proposeResource(name, undefined, target, input, 'FailedGetResourceMetric', `${name} resource`)
    return { ...result, status: { type: 'Resource', resource: { name, current: result.current } } }
  }
  if (metric.type === 'ContainerResource' && metric.containerResource) {
    const { name, container, target } = metric.containerResource
    const result = await proposeResource(
      name,
      container,
      target,
      input,
      'FailedGetContainerResourceMetric',
      `${name} container resource`,
    )
    return {
      ...result,
      status: { type: 'ContainerResource', containerResource: { name, container, current: result.current } },
    }
  }
  throw unservedMetric(metric, input.namespace)
}

async function proposeResource(
  resource: string,
  container: string | undefined,
  target: types.MetricTarget,
  { context, namespace, selector, pods, current, tolerances }: ProposalInput,
  reason: string,
  what: string,
): Promise<Omit<Proposal, 'status'> & { current: types.MetricValueStatus }> {
  try {
    const samples = await readSamples(context.client, namespace, selector, resource, container).catch(
      (error: unknown) => {
        if (error instanceof MetricsError)
          throw new MetricsError(`unable to get metrics for resource ${resource}: ${error.message}`)
        throw error
      },
    )
    if (pods.length === 0) throw new MetricsError('no pods returned by selector while calculating replica count')
    const calculation: Calculation = {
      current,
      pods,
      samples,
      resource,
      container,
      tolerances,
      nowMs: context.clock.now(),
    }
    const isShare = target.averageUtilization !== undefined
    const { replicas, average, utilization } = isShare
      ? forUtilization(calculation, target.averageUtilization!)
      : forAverage(calculation, quantityMilliValue(parseQuantity(target.averageValue ?? '0')))
    return {
      replicas,
      name: isShare ? `${what} utilization (percentage of request)` : what,
      current: {
        ...(utilization !== undefined && { averageUtilization: utilization }),
        averageValue: formatAmount(resource, average),
      },
    }
  } catch (error) {
    if (!(error instanceof MetricsError)) throw error
    const detail =
      target.averageUtilization === undefined
        ? error.message
        : `failed to get ${resource} utilization: ${error.message}`
    const source = container === undefined ? what : `${container} container`
    throw new MetricFailure(reason, detail, `failed to get ${source} metric value: ${detail}`)
  }
}

function formatAmount(resource: string, milli: number): string {
  return resource === 'memory'
    ? formatQuantity(quantityOfMilli(Math.floor(milli / 1000) * 1000, 'BinarySI'))
    : formatQuantity(quantityOfMilli(milli))
}

/** Metrics that only adapters for other monitoring systems serve, of which there is none. */
function unservedMetric({ type, pods, object, external }: types.MetricSpec, namespace: string): MetricFailure {
  const custom =
    'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered'
  const failure = (detail: string, message: string) => new MetricFailure(`FailedGet${type}Metric`, detail, message)
  if (external) {
    const { name, selector } = external.metric
    const from = `the server could not find the requested resource (get ${name}.external.metrics.k8s.io)`
    const what = `${namespace}/${name}/${selector ? goSelector(selector) : 'nil'}`
    const detail = `unable to get external metric ${what}: unable to fetch metrics from external metrics API: ${from}`
    return failure(
      detail,
      `failed to get ${name} external metric value: failed to get ${name} external metric: ${detail}`,
    )
  }
  const of = object ? `${object.describedObject.kind} on ${namespace} ${object.describedObject.name}/` : ''
  const detail = `unable to get metric ${(pods ?? object)?.metric.name ?? ''}: ${of}${custom}`
  return failure(detail, `failed to get ${type.toLowerCase()} metric value: ${detail}`)
}
