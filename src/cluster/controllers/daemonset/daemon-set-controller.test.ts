import { expect, test } from 'vitest'
import { createFakeNodes } from '../../fake-nodes/node-objects.ts'
import { ControllerRevision, DaemonSet, Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

async function setUp(spec: Partial<types.DaemonSetSpec> = {}, podSpec: Partial<types.PodSpec> = {}) {
  const plane = await createControlPlane({ nodes: 2 })
  const { client, clock } = plane
  const names = (await client.list(Node)).items.map(({ metadata }) => metadata.name)
  await client.create(DaemonSet, {
    metadata: { name: 'cni', namespace: 'default' },
    spec: {
      selector: { matchLabels: { app: 'cni' } },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      template: {
        metadata: { labels: { app: 'cni' } },
        spec: { containers: [{ name: 'c', image: 'cni:1' }], ...podSpec },
      },
      ...spec,
    },
  })
  await clock.advance(1_000)
  return {
    ...plane,
    names,
    patch: async (spec: object) => {
      await client.patch(DaemonSet, 'cni', { spec } as never, { ...inDefault, type: 'merge' })
      await clock.advance(2_000)
    },
    patchNode: async (name: string, patch: object) => {
      await client.patch(Node, name, patch as never, { type: 'merge' })
      await clock.advance(2_000)
    },
    status: async () => (await client.get(DaemonSet, 'cni', inDefault)).status,
    pods: async () => (await client.list(Pod, inDefault)).items,
    images: async () =>
      (await client.list(Pod, inDefault)).items
        .map(({ spec, status }) => `${spec?.containers[0]?.image} ${status?.phase}`)
        .sort(),
  }
}

const rollTo = (image: string, schedulerName = 'default-scheduler') => ({
  template: { spec: { schedulerName, containers: [{ name: 'c', image }] } },
})
// Pods that nobody schedules.
const stuck = rollTo('cni:2', 'by-hand')

test('every node has one pod, new ones get it, and it tolerates what daemons must', async () => {
  using plane = await setUp()
  expect(await plane.status()).toMatchObject({
    desiredNumberScheduled: 2,
    currentNumberScheduled: 2,
    numberReady: 2,
    numberAvailable: 2,
  })
  const [pod] = await plane.pods()
  expect(pod?.metadata.labels).toMatchObject({
    app: 'cni',
    'controller-revision-hash': expect.stringMatching(/^\w{8,10}$/) as string,
  })
  expect(pod?.spec?.tolerations?.map(({ key }) => key)).toContain('node.kubernetes.io/unschedulable')
  await createFakeNodes(plane.client, 3)
  await plane.clock.advance(1_000)
  expect(await plane.status()).toMatchObject({ desiredNumberScheduled: 3, numberReady: 3 })
})

test('labels and taints decide on which nodes it runs', async () => {
  using plane = await setUp({}, { nodeSelector: { disk: 'ssd' } })
  const [first, second] = plane.names
  expect(await plane.pods()).toEqual([])
  await plane.patchNode(first!, { metadata: { labels: { disk: 'ssd' } } })
  await plane.patchNode(second!, {
    metadata: { labels: { disk: 'ssd' } },
    spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] },
  })
  expect((await plane.pods()).map(({ spec }) => spec?.nodeName)).toEqual([first])
  // What runs may stay through NoSchedule, not through NoExecute.
  await plane.patchNode(first!, { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } })
  expect((await plane.pods()).map(({ spec }) => spec?.nodeName)).toEqual([first])
  await plane.patchNode(first!, { spec: { taints: [{ key: 'k', effect: 'NoExecute' }] } })
  expect(await plane.pods()).toEqual([])
})

test('an update goes node by node, is remembered, and can be taken back', async () => {
  using plane = await setUp()
  await plane.patch(rollTo('cni:2'))
  await plane.clock.advance(35_000)
  expect(await plane.images()).toEqual(['cni:2 Running', 'cni:2 Running'])
  await plane.patch(rollTo('cni:1'))
  await plane.clock.advance(35_000)
  const revisions = (await plane.client.list(ControllerRevision, inDefault)).items
  expect(revisions.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual([2, 3])
})

test('an update that cannot go on stops after maxUnavailable nodes', async () => {
  using plane = await setUp()
  await plane.patch(stuck)
  await plane.clock.advance(35_000)
  expect(await plane.images()).toEqual(['cni:1 Running', 'cni:2 Pending'])
  expect(await plane.status()).toMatchObject({ updatedNumberScheduled: 1, numberUnavailable: 1, numberReady: 1 })
})

test('with maxSurge the old pod stays until the new one is available', async () => {
  using plane = await setUp({
    updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  })
  await plane.patch(stuck)
  await plane.clock.advance(35_000)
  expect(await plane.images()).toEqual(['cni:1 Running', 'cni:1 Running', 'cni:2 Pending'])
  expect(await plane.status()).toMatchObject({ numberReady: 2, numberAvailable: 2 })
  await plane.patch(rollTo('cni:3'))
  await plane.clock.advance(60_000)
  expect(await plane.images()).toEqual(['cni:3 Running', 'cni:3 Running'])
})

test('a failed pod is replaced, more slowly each time', async () => {
  using plane = await setUp()
  const fail = async () => {
    const [pod] = (await plane.pods()).filter(({ status }) => status?.phase === 'Running')
    await plane.client.patch(
      Pod,
      pod!.metadata.name,
      { status: { phase: 'Failed' } },
      { ...inDefault, type: 'merge', subresource: 'status' },
    )
    await plane.clock.settle()
    return pod!
  }
  const pod = await fail()
  await plane.clock.advance(35_000)
  expect(await plane.images()).toEqual(['cni:1 Running', 'cni:1 Running'])
  expect(await plane.eventsOf('DaemonSet')).toContain(
    `FailedDaemonPod Found failed daemon pod default/${pod.metadata.name} on node ${pod.spec?.nodeName}, will try to kill it`,
  )
})
