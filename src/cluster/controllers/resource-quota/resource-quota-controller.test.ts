import { expect, test } from 'vitest'
import { Deployment, Pod, ResourceQuota } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

test('counts what is used, and what is freed', async () => {
  using plane = await createControlPlane({ nodes: 1 })
  const { client, clock } = plane
  const used = async () => {
    await clock.advance(2_000)
    return (await client.get(ResourceQuota, 'q', inDefault)).status?.used
  }
  const hard = { pods: '3', 'requests.cpu': '2', 'count/deployments.apps': '1', 'services.nodeports': '1' }
  await client.create(ResourceQuota, { metadata: { name: 'q', namespace: 'default' }, spec: { hard } })
  expect(await used()).toEqual({
    pods: '0',
    'requests.cpu': '0',
    'count/deployments.apps': '0',
    'services.nodeports': '0',
  })
  for (const name of ['a', 'b'])
    await client.create(Pod, {
      metadata: { name, namespace: 'default' },
      spec: { containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '300m' } } }] },
    })
  const labels = { app: 'web' }
  await client.create(Deployment, {
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  })
  expect(await used()).toEqual({
    pods: '2',
    'requests.cpu': '600m',
    'count/deployments.apps': '1',
    'services.nodeports': '0',
  })
  await client.delete(Pod, 'a', { ...inDefault, gracePeriodSeconds: 0 })
  await client.patch(
    Pod,
    'b',
    { status: { phase: 'Succeeded' } },
    { ...inDefault, type: 'merge', subresource: 'status' },
  )
  await client.delete(Deployment, 'web', inDefault)
  expect(await used()).toEqual({
    pods: '0',
    'requests.cpu': '0',
    'count/deployments.apps': '0',
    'services.nodeports': '0',
  })
})

test('quotas count themselves, and keep others out', async () => {
  using plane = await createControlPlane()
  const { client, clock } = plane
  const quota = (name: string) =>
    client.create(ResourceQuota, { metadata: { name, ...inDefault }, spec: { hard: { resourcequotas: '2' } } })
  await quota('a')
  await clock.advance(2_000)
  await quota('b')
  await clock.advance(2_000)
  await expect(quota('c')).rejects.toThrow('requested: resourcequotas=1, used: resourcequotas=2')
  await client.delete(ResourceQuota, 'b', inDefault)
  await clock.advance(2_000)
  expect((await client.get(ResourceQuota, 'a', inDefault)).status?.used).toEqual({ resourcequotas: '1' })
})
