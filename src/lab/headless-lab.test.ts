import { expect, test } from 'vitest'
import { createIds, createVirtualClock } from '#base'
import { ADMIN, kinds } from '#cluster'
import { createTestLog } from '../testing/cluster.ts'
import { createHeadlessLab, type HeadlessLab } from './headless-lab.ts'
import { loadModels } from './lab.ts'

const models = loadModels()

const begin = (what: HeadlessLab) =>
  createHeadlessLab(what, {
    id: 'lab',
    clock: createVirtualClock(),
    ids: createIds(),
    log: createTestLog(),
    pace: 20,
    accountId: '111122223333',
    region: 'us-west-2',
    models,
  })

test('an account begins with a cluster of the name and the nodes that were asked for, without the components that were not', async () => {
  const lab = await begin({ flavor: 'eks', cluster: 'shop', nodes: 2, fakeNodes: 1, without: ['kube-scheduler'] })
  try {
    const { cluster, name } = [...lab.clusters.values()][0]!
    const { items } = await cluster.clientFor(ADMIN, 'test').list(kinds.Node)
    expect(name).toBe('shop')
    expect(items.map(({ metadata }) => metadata.annotations?.['kwok.x-k8s.io/node'] ?? 'kubelet').sort()).toEqual([
      'fake',
      'kubelet',
      'kubelet',
    ])
    expect(cluster.components.get('kube-scheduler')!.running).toBe(false)
    expect(cluster.components.get('kube-controller-manager')!.running).toBe(true)
  } finally {
    lab.close()
  }
})

test('an account begins empty when nothing is asked for', async () => {
  const lab = await begin({ flavor: 'eks' })
  expect(lab.clusters.size).toBe(0)
  lab.close()
})

test('a component that does not exist cannot be left out', async () => {
  await expect(begin({ flavor: 'vanilla', without: ['kube-dns'] })).rejects.toThrow(
    'there is no component kube-dns; there are kube-controller-manager, kube-scheduler',
  )
})

test('nothing can be left out of an account without a cluster', async () => {
  await expect(begin({ flavor: 'eks', without: ['kube-scheduler'] })).rejects.toThrow(
    'kube-scheduler can be left out of a cluster only',
  )
})
