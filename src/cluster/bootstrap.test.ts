import { expect, it } from 'vitest'
import { createTestCluster } from '../testing/cluster.ts'
import { Namespace, PriorityLevelConfiguration, Service } from './resources/generated/kinds.ts'
import type { KubeObject } from './apimachinery/object.ts'

it('owns what a new cluster contains, but for what the server fills in', async () => {
  using test = await createTestCluster()
  const namespace = await test.client.get(Namespace, 'default')
  expect(ownersOf(namespace)).toEqual([
    ['kube-apiserver', { 'f:metadata': { 'f:labels': { '.': {}, 'f:kubernetes.io/metadata.name': {} } } }],
  ])
  const service = await test.client.get(Service, 'kubernetes', { namespace: 'default' })
  const spec = (service.metadata.managedFields![0]!.fieldsV1 as Record<string, object>)['f:spec']
  expect(spec).toHaveProperty('f:clusterIP')
  expect(spec).not.toHaveProperty('f:clusterIPs')
  const level = await test.client.get(PriorityLevelConfiguration, 'exempt')
  expect(ownersOf(level)[0]![0]).toBe('api-priority-and-fairness-config-producer-v1')
})

it('keeps its share of an object that somebody else changes', async () => {
  using test = await createTestCluster()
  const change = { metadata: { labels: { team: 'shop' } } }
  const namespace = await test.client.patch(Namespace, 'default', change, { type: 'merge' })
  expect(ownersOf(namespace).map(([manager]) => manager)).toEqual(['kube-apiserver', 'test'])
})

const ownersOf = ({ metadata }: KubeObject) =>
  metadata.managedFields!.map(({ manager, fieldsV1 }) => [manager, fieldsV1] as const)
