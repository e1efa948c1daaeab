import { expect, it } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import { ADMIN } from '../../cluster.ts'
import { Deployment } from '../../resources/generated/kinds.ts'

it('lets a status write change annotations of a Deployment, but neither its labels nor their owners', async () => {
  using test = await createTestCluster()
  const labels = { app: 'shop' }
  await test.client.create(Deployment, {
    metadata: { name: 'shop', namespace: 'default', labels },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
    },
  })
  const change = { metadata: { labels: { app: 'other', tier: 'web' }, annotations: { note: 'kept' } } }
  const answer = await test.cluster.api.handle({
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/default/deployments/shop/status',
    query: 'fieldManager=reporter',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: new TextEncoder().encode(JSON.stringify(change)),
    user: ADMIN,
    signal: new AbortController().signal,
  })
  const { metadata } = JSON.parse(String(answer.body)) as KubeObject
  expect(metadata.labels).toEqual(labels)
  expect(metadata.annotations).toEqual({ note: 'kept' })
  const entry = metadata.managedFields?.find(({ manager }) => manager === 'reporter')
  expect(JSON.stringify(entry?.fieldsV1)).toBe('{"f:metadata":{"f:annotations":{".":{},"f:note":{}}}}')
})
