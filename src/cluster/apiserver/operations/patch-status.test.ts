import { expect, it } from 'vitest'
import { createTestCluster } from '../../../testing/cluster.ts'
import { Namespace, Node, Pod } from '../../resources/generated/kinds.ts'

const inDefault = { namespace: 'default' }
const spec = { containers: [{ name: 'c', image: 'i' }] }

it.each(['merge', 'strategic'] as const)(
  'a %s patch of the state leaves the rest of the object where it is',
  async (type) => {
    using test = await createTestCluster()
    const { client } = test
    const before = await client.create(Pod, { metadata: { name: 'p', namespace: 'default', labels: { a: 'b' } }, spec })
    const stored = () => test.cluster.store.get('/registry/pods', 'default/p') as unknown as typeof before
    const kept = stored().spec
    const text = JSON.stringify(kept)
    const options = { ...inDefault, type, subresource: 'status' }
    await client.patch(Pod, 'p', { metadata: { uid: before.metadata.uid }, status: { podIP: '10.0.0.7' } }, options)
    expect(stored().spec).toBe(kept)
    expect(JSON.stringify(kept)).toBe(text)
    // What the server makes of a state is made of this one as well.
    expect(stored().status).toMatchObject({ podIP: '10.0.0.7', podIPs: [{ ip: '10.0.0.7' }] })
    expect(Object.keys(stored())).toEqual(['kind', 'apiVersion', 'metadata', 'spec', 'status'])
  },
)

it('a patch of the state that says more changes no more', async () => {
  using test = await createTestCluster()
  const { client } = test
  await client.create(Node, { metadata: { name: 'n' }, spec: { podCIDR: '10.1.0.0/24' } })
  const change = { spec: { unschedulable: true }, status: { capacity: { cpu: '2' } } }
  const node = await client.patch(Node, 'n', change, { type: 'merge', subresource: 'status' })
  expect(node.spec).toMatchObject({ podCIDR: '10.1.0.0/24', podCIDRs: ['10.1.0.0/24'] })
  expect(node.spec).not.toHaveProperty('unschedulable')
  expect(node.status).toMatchObject({ capacity: { cpu: '2' }, allocatable: { cpu: '2' } })
})

it('labels that a kind always has come back', async () => {
  using test = await createTestCluster()
  const change = { metadata: { labels: { 'kubernetes.io/metadata.name': null } } }
  const namespace = await test.client.patch(Namespace, 'default', change, { type: 'merge', subresource: 'status' })
  expect(namespace.metadata.labels).toEqual({ 'kubernetes.io/metadata.name': 'default' })
})

it('a state that is none is refused in the words of the whole', async () => {
  using test = await createTestCluster()
  const { client } = test
  await client.create(Pod, { metadata: { name: 'p', namespace: 'default' }, spec })
  const refused = client.patch(
    Pod,
    'p',
    { status: { phase: 7 } },
    { ...inDefault, type: 'merge', subresource: 'status' },
  )
  await expect(refused).rejects.toThrow(/spec.*cannot unmarshal number into Go struct field PodStatus\.status\.phase/s)
})
