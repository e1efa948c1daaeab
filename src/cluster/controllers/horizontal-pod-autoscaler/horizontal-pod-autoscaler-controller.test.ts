import { expect, test } from 'vitest'
import type { KubeObject, ObjectList, ResourceType } from '../../apimachinery/object.ts'
import type { Client } from '../../client/client.ts'
import { createInformerFactory } from '../../client/informer-factory.ts'
import { Deployment, HorizontalPodAutoscaler, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createRunner } from '../runner.ts'
import { createControlPlane } from '../testing/control-plane.ts'
import { horizontalPodAutoscalerController } from './horizontal-pod-autoscaler-controller.ts'
import { PodMetricsType } from './pod-metrics.ts'

const inDefault = { namespace: 'default' }

/** A Deployment of pods that request 100m each, and an autoscaler that wants them to use half of it. */
async function setUp(spec: Partial<types.HorizontalPodAutoscalerSpec> = {}, replicas = 2) {
  const plane = await createControlPlane()
  const { client, clock, ids, log, manager } = plane
  manager.controllers.get('horizontal-pod-autoscaler-controller')!.stop()
  const labels = { app: 'web' }
  const container = { name: 'c', image: 'nginx', resources: { requests: { cpu: '100m' } } }
  await client.create(Deployment, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  })
  await client.create(HorizontalPodAutoscaler, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 1,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      ],
      ...spec,
    },
  })
  // Past the time in which the use of a starting processor does not count.
  await clock.advance(400_000)
  let usage: string | undefined
  const informers = createInformerFactory({ client, clock, log })
  const measuring = withMetrics(client, async () => {
    const pods = (await client.list(Pod, inDefault)).items
    return usage === undefined ? undefined : pods.map(({ metadata }) => measured(metadata.name, usage!, clock.now()))
  })
  const runner = createRunner({
    controller: horizontalPodAutoscalerController,
    client: measuring,
    informers,
    clock,
    ids,
    log,
  })
  runner.start()
  informers.start()
  return {
    ...plane,
    use: async (amount: string | undefined, ms = 16_000) => {
      usage = amount
      await clock.advance(ms)
    },
    replicas: async () => (await client.get(Deployment, 'web', inDefault)).spec?.replicas,
    status: async () => (await client.get(HorizontalPodAutoscaler, 'web', inDefault)).status,
    conditions: async () =>
      (await client.get(HorizontalPodAutoscaler, 'web', inDefault)).status?.conditions?.map(
        ({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`,
      ),
    events: async () => [...new Set(await plane.eventsOf('HorizontalPodAutoscaler'))],
    [Symbol.dispose]() {
      runner.stop()
      informers.stop()
      plane[Symbol.dispose]()
    },
  }
}

const measured = (name: string, cpu: string, nowMs: number) => ({
  metadata: { name, namespace: 'default' },
  timestamp: new Date(nowMs).toISOString(),
  window: '15s',
  containers: [{ name: 'c', usage: { cpu } }],
})

/** A client of a cluster with a metrics server, as long as `read` has something. */
function withMetrics(client: Client, read: () => Promise<object[] | undefined>): Client {
  return {
    user: client.user,
    get: (type, name, options) => client.get(type, name, options),
    async list<T extends KubeObject>(type: ResourceType<T>, options?: object): Promise<ObjectList<T>> {
      const items = type.group === PodMetricsType.group ? await read() : undefined
      if (!items) return client.list(type, options)
      return { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items: items as T[] }
    },
    watch: (type, options) => client.watch(type, options),
    create: (type, object, options) => client.create(type, object, options),
    update: (type, object, options) => client.update(type, object, options),
    patch: (type, name, patch, options) => client.patch(type, name, patch, options),
    delete: (type, name, options) => client.delete(type, name, options),
    deleteCollection: (type, options) => client.deleteCollection(type, options),
    createSubresource: (type, name, subresource, body, options) =>
      client.createSubresource(type, name, subresource, body, options),
    because: (cause) => withMetrics(client.because(cause), read),
  }
}

test('grows with use at once, and shrinks after five minutes of less', async () => {
  using plane = await setUp()
  await plane.use('80m')
  expect(await plane.replicas()).toBe(4)
  expect(await plane.conditions()).toEqual([
    'AbleToScale True SucceededRescale: the HPA controller was able to update the target scale to 4',
    'ScalingActive True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
    'ScalingLimited False DesiredWithinRange: the desired count is within the acceptable range',
  ])
  expect((await plane.status())?.currentMetrics).toEqual([
    { type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 80, averageValue: '80m' } } },
  ])
  expect(await plane.events()).toContain(
    'SuccessfulRescale New size: 4; reason: cpu resource utilization (percentage of request) above target',
  )
  await plane.use('52m', 100_000)
  expect(await plane.replicas()).toBe(4)
  await plane.use('10m', 30_000)
  expect(await plane.replicas()).toBe(4)
  expect(await plane.conditions()).toContain(
    'AbleToScale True ScaleDownStabilized: recent recommendations were higher than current one, applying the highest recent recommendation',
  )
  await plane.use('10m', 600_000)
  expect(await plane.replicas()).toBe(1)
  expect(await plane.events()).toContain('SuccessfulRescale New size: 1; reason: All metrics below target')
})

test('keeps to its bounds and to the allowed speed', async () => {
  const behavior = { scaleUp: { selectPolicy: 'Max', policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } }
  using plane = await setUp({ maxReplicas: 4, behavior })
  await plane.use('500m')
  expect(await plane.replicas()).toBe(3)
  await plane.use('500m')
  expect(await plane.conditions()).toContain(
    'ScalingLimited True ScaleUpLimit: the desired replica count is increasing faster than the maximum scale rate',
  )
  await plane.use('500m', 120_000)
  expect(await plane.replicas()).toBe(4)
  expect(await plane.conditions()).toContain(
    'ScalingLimited True TooManyReplicas: the desired replica count is more than the maximum replica count',
  )
})

test('says that there is no metrics server, and changes nothing', async () => {
  using plane = await setUp()
  await plane.use(undefined)
  expect(await plane.replicas()).toBe(2)
  const missing =
    'failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)'
  expect(await plane.events()).toEqual([
    expect.stringContaining(`FailedGetResourceMetric ${missing}`) as string,
    expect.stringContaining(
      `FailedComputeMetricsReplicas invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: ${missing}`,
    ) as string,
  ])
  expect(await plane.conditions()).toContain(
    `ScalingActive False FailedGetResourceMetric: the HPA was unable to compute the replica count: ${missing}`,
  )
})

test('says which of the other metrics APIs is missing', async () => {
  const selector = { matchLabels: { q: 'x' } }
  const target: types.MetricTarget = { type: 'AverageValue', averageValue: '30' }
  const describedObject = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'main' }
  using plane = await setUp({
    metrics: [
      { type: 'External', external: { metric: { name: 'queue', selector }, target } },
      { type: 'Object', object: { metric: { name: 'hits' }, describedObject, target } },
      { type: 'Pods', pods: { metric: { name: 'rps' }, target } },
    ],
  })
  await plane.use('80m')
  const external =
    'unable to get external metric default/queue/&LabelSelector{MatchLabels:map[string]string{q: x,},MatchExpressions:[]LabelSelectorRequirement{},}: unable to fetch metrics from external metrics API: the server could not find the requested resource (get queue.external.metrics.k8s.io)'
  const custom =
    'unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered'
  expect(await plane.events()).toEqual([
    `FailedGetExternalMetric ${external}`,
    `FailedGetObjectMetric unable to get metric hits: Ingress on default main/${custom}`,
    `FailedGetPodsMetric unable to get metric rps: ${custom}`,
    `FailedComputeMetricsReplicas invalid metrics (3 invalid out of 3), first error is: failed to get queue external metric value: failed to get queue external metric: ${external}`,
  ])
})

test('a target out of bounds is brought back without asking metrics; one that is missing is reported', async () => {
  using plane = await setUp({ minReplicas: 3 }, 2)
  await plane.use(undefined)
  expect(await plane.replicas()).toBe(3)
  expect(await plane.events()).toContain(
    'SuccessfulRescale New size: 3; reason: Current number of replicas below Spec.MinReplicas',
  )
  await plane.client.delete(Deployment, 'web', inDefault)
  await plane.use(undefined)
  expect(await plane.conditions()).toContain(
    `AbleToScale False FailedGetScale: the HPA controller was unable to get the target's current scale: deployments.apps "web" not found`,
  )
})
