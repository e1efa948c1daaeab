import { expect, test } from 'vitest'
import type { Draft } from '../../apimachinery/object.ts'
import { Deployment, Pod, ReplicaSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const web = (replicas: number, spec: Partial<types.DeploymentSpec> = {}): Draft<types.Deployment> => ({
  metadata: { name: 'web', namespace: 'default' },
  spec: {
    replicas,
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] } },
    ...spec,
  },
})
const inDefault = { namespace: 'default' }
const withoutHash = (text: string) => text.replaceAll(/web-[a-z0-9]{8,10}\b/g, 'RS')

async function setUp(deployment: Draft<types.Deployment>) {
  const plane = await createControlPlane()
  const { client, clock } = plane
  await client.create(Deployment, deployment)
  await clock.settle()
  return {
    ...plane,
    patch: async (patch: object) => {
      await client.patch(Deployment, 'web', patch as never, { ...inDefault, type: 'strategic' })
      await clock.settle()
    },
    get: () => client.get(Deployment, 'web', inDefault),
    sizes: async () =>
      (await client.list(ReplicaSet, inDefault)).items
        .map(
          ({ metadata, spec }) => `${metadata.annotations?.['deployment.kubernetes.io/revision']}: ${spec?.replicas}`,
        )
        .sort(),
    conditions: async () =>
      (await client.get(Deployment, 'web', inDefault)).status?.conditions?.map(
        ({ type, status, reason, message = '' }) => `${type} ${status} ${reason}: ${withoutHash(message)}`,
      ),
  }
}

test('a rolling update goes one up, one down, and says so', async () => {
  using plane = await setUp(web(3))
  await plane.patch({ spec: { template: { spec: { containers: [{ name: 'c', image: 'nginx:1.28' }] } } } })
  expect((await plane.eventsOf('Deployment')).map(withoutHash)).toEqual([
    'ScalingReplicaSet Scaled up replica set RS from 0 to 3',
    'ScalingReplicaSet Scaled up replica set RS from 0 to 1',
    'ScalingReplicaSet Scaled down replica set RS from 3 to 2',
    'ScalingReplicaSet Scaled up replica set RS from 1 to 2',
    'ScalingReplicaSet Scaled down replica set RS from 2 to 1',
    'ScalingReplicaSet Scaled up replica set RS from 2 to 3',
    'ScalingReplicaSet Scaled down replica set RS from 1 to 0',
  ])
  expect(await plane.sizes()).toEqual(['1: 0', '2: 3'])
  expect(await plane.conditions()).toEqual([
    'Available True MinimumReplicasAvailable: Deployment has minimum availability.',
    'Progressing True NewReplicaSetAvailable: ReplicaSet "RS" has successfully progressed.',
  ])
  const { metadata, status } = await plane.get()
  expect(metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '2' })
  expect(status).toMatchObject({
    observedGeneration: 2,
    replicas: 3,
    updatedReplicas: 3,
    readyReplicas: 3,
    availableReplicas: 3,
  })
})

const image = (version: string) => ({
  spec: { template: { spec: { containers: [{ name: 'c', image: `nginx:${version}` }] } } },
})
const nowhere = { template: { spec: { nodeSelector: { no: 'where' } } } }

test('scaling in the middle of a rollout gives each ReplicaSet its share', async () => {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } }
  using plane = await setUp(web(10, { strategy }))
  await plane.patch({ spec: nowhere })
  expect(await plane.sizes()).toEqual(['1: 8', '2: 5'])
  await plane.patch({ spec: { replicas: 15 } })
  expect(await plane.sizes()).toEqual(['1: 11', '2: 7'])
  await plane.patch({ spec: { replicas: 5 } })
  expect(await plane.sizes()).toEqual(['1: 3', '2: 5'])
  expect((await plane.get()).status).toMatchObject({
    replicas: 8,
    updatedReplicas: 5,
    availableReplicas: 3,
    unavailableReplicas: 5,
  })
})

test('a rollout that stands still is reported after its deadline, and again no more after it was taken back', async () => {
  using plane = await setUp(web(2, { progressDeadlineSeconds: 60 }))
  await plane.patch({ spec: nowhere })
  expect(await plane.conditions()).toContain('Progressing True ReplicaSetUpdated: ReplicaSet "RS" is progressing.')
  await plane.clock.advance(59_000)
  expect(await plane.conditions()).toContain('Progressing True ReplicaSetUpdated: ReplicaSet "RS" is progressing.')
  await plane.clock.advance(5_000)
  expect(await plane.conditions()).toEqual([
    'Available True MinimumReplicasAvailable: Deployment has minimum availability.',
    'Progressing False ProgressDeadlineExceeded: ReplicaSet "RS" has timed out progressing.',
  ])
  await plane.patch({ spec: { template: { spec: { nodeSelector: null } } } })
  expect(await plane.conditions()).toContain(
    'Progressing True NewReplicaSetAvailable: ReplicaSet "RS" has successfully progressed.',
  )
  expect((await plane.get()).metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '3' })
  await plane.clock.advance(600_000)
  expect(await plane.conditions()).toContain(
    'Progressing True NewReplicaSetAvailable: ReplicaSet "RS" has successfully progressed.',
  )
})

test('a rollout that has come to its end has no deadline any more, even when its pods fail later', async () => {
  using plane = await setUp(web(2, { progressDeadlineSeconds: 60 }))
  await plane.clock.advance(100_000)
  const [pod] = (await plane.client.list(Pod, inDefault)).items
  const conditions = pod!.status!.conditions!.map((one) => (one.type === 'Ready' ? { ...one, status: 'False' } : one))
  await plane.client.update(Pod, { ...pod!, status: { ...pod!.status, conditions } }, { subresource: 'status' })
  await plane.clock.settle()
  expect((await plane.get()).status?.readyReplicas).toBe(1)
  expect(await plane.conditions()).toContain(
    'Progressing True NewReplicaSetAvailable: ReplicaSet "RS" has successfully progressed.',
  )
})

test('going back reuses the old ReplicaSet, remembers its revisions, and old ones beyond the limit are deleted', async () => {
  using plane = await setUp(web(1, { revisionHistoryLimit: 2 }))
  for (const version of ['1.28', '1.29', '1.30']) await plane.patch(image(version))
  expect(await plane.sizes()).toEqual(['2: 0', '3: 0', '4: 1'])
  await plane.patch(image('1.28'))
  const sets = (await plane.client.list(ReplicaSet, inDefault)).items
  const annotation = (name: string) =>
    sets.map(({ metadata }) => metadata.annotations?.[`deployment.kubernetes.io/${name}`] ?? 'none').sort()
  expect(annotation('revision')).toEqual(['3', '4', '5'])
  expect(annotation('revision-history')).toEqual(['2', 'none', 'none'])
})

test('a paused rollout scales but does not move, and goes on when resumed', async () => {
  using plane = await setUp(web(2))
  await plane.patch({ spec: { paused: true } })
  await plane.patch(image('1.28'))
  await plane.patch({ spec: { replicas: 4 } })
  expect(await plane.sizes()).toEqual(['1: 4'])
  expect(await plane.conditions()).toContain('Progressing Unknown DeploymentPaused: Deployment is paused')
  await plane.patch({ spec: { paused: false } })
  expect(await plane.sizes()).toEqual(['1: 0', '2: 4'])
  expect(await plane.conditions()).toContain(
    'Progressing True NewReplicaSetAvailable: ReplicaSet "RS" has successfully progressed.',
  )
})

test('Recreate ends all old pods before it makes new ones', async () => {
  using plane = await setUp(web(2, { strategy: { type: 'Recreate' } }))
  await plane.patch(image('1.28'))
  await plane.clock.advance(1_000)
  expect((await plane.eventsOf('Deployment')).map(withoutHash)).toEqual([
    'ScalingReplicaSet Scaled up replica set RS from 0 to 2',
    'ScalingReplicaSet Scaled down replica set RS from 2 to 0',
    'ScalingReplicaSet Scaled up replica set RS from 0 to 2',
  ])
})

test('the controller picks up after a crash in the middle of a rollout', async () => {
  using plane = await setUp(web(3))
  plane.manager.controllers.get('deployment-controller')!.stop()
  await plane.patch(image('1.28'))
  expect(await plane.sizes()).toEqual(['1: 3'])
  plane.manager.controllers.get('deployment-controller')!.start()
  await plane.clock.settle()
  expect(await plane.sizes()).toEqual(['1: 0', '2: 3'])
})

test('a rollout that is scaled down spares no pod twice while its old ReplicaSet has not caught up', async () => {
  using plane = await setUp(web(10, { strategy: { rollingUpdate: { maxSurge: 3, maxUnavailable: 2 } } }))
  await plane.patch({ spec: { template: { spec: { nodeSelector: { no: 'where' } } } } })
  expect(await plane.sizes()).toEqual(['1: 8', '2: 5'])
  const replicaSets = plane.manager.controllers.get('replicaset-controller')!
  replicaSets.stop()
  await plane.patch({ spec: { replicas: 5 } })
  expect(await plane.sizes()).toEqual(['1: 5', '2: 3'])
  replicaSets.start()
  await plane.clock.advance(2_000)
  expect(await plane.sizes()).toEqual(['1: 3', '2: 5'])
})
