import { expect, test } from 'vitest'
import { Node } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'
import { createTestCloud } from '../testing/test-cloud.ts'

const UNINITIALIZED = { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' }
const DEDICATED = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }

/** A cloud that knows one machine, under one address; and none while `isBlind`. */
async function setUp() {
  const machine = { address: '10.0.0.7', isBlind: false }
  const cloud = createTestCloud({
    instanceState: () => Promise.resolve('running'),
    async instanceMetadata() {
      if (machine.isBlind) throw new Error('instance not found')
      return {
        providerID: 'aws:///us-west-2b/i-1',
        instanceType: 't3.large',
        zone: 'us-west-2b',
        region: 'us-west-2',
        addresses: [{ type: 'InternalIP', address: machine.address }],
        additionalLabels: { 'topology.k8s.aws/zone-id': 'usw2-az2', team: 'cloud' },
      }
    },
  })
  const plane = await createControlPlane({ nodes: 0, cloud })
  const join = () =>
    plane.client.create(Node, {
      metadata: { name: 'worker', labels: { team: 'mine' } },
      spec: { taints: [DEDICATED, UNINITIALIZED] },
    })
  return { ...plane, machine, join, node: () => plane.client.get(Node, 'worker') }
}

test('a new node is told what the cloud knows of it, and loses the taint that has kept pods off', async () => {
  using plane = await setUp()
  await plane.join()
  await plane.clock.advance(1_000)
  const { metadata, spec, status } = await plane.node()
  expect(spec?.taints).toContainEqual(DEDICATED)
  expect(spec?.taints).not.toContainEqual(UNINITIALIZED)
  expect(spec?.providerID).toBe('aws:///us-west-2b/i-1')
  expect(metadata.labels).toMatchObject({
    'beta.kubernetes.io/instance-type': 't3.large',
    'failure-domain.beta.kubernetes.io/region': 'us-west-2',
    'failure-domain.beta.kubernetes.io/zone': 'us-west-2b',
    'node.kubernetes.io/instance-type': 't3.large',
    'topology.kubernetes.io/region': 'us-west-2',
    'topology.kubernetes.io/zone': 'us-west-2b',
    'topology.k8s.aws/zone-id': 'usw2-az2',
    team: 'mine',
  })
  expect(status?.addresses).toEqual([{ type: 'InternalIP', address: '10.0.0.7' }])
  expect(await plane.eventsOf('Node')).toContain('Synced Node synced successfully')
})

test('a node whose machine the cloud does not find stays uninitialized until it does', async () => {
  using plane = await setUp()
  plane.machine.isBlind = true
  await plane.join()
  await plane.clock.advance(10_000)
  expect((await plane.node()).spec?.taints).toContainEqual(UNINITIALIZED)
  plane.machine.isBlind = false
  await plane.clock.advance(60_000)
  expect((await plane.node()).spec?.taints).not.toContainEqual(UNINITIALIZED)
})

test('an address that changes later is followed', async () => {
  using plane = await setUp()
  await plane.join()
  await plane.clock.advance(1_000)
  plane.machine.address = '10.0.0.8'
  await plane.clock.advance(310_000)
  expect((await plane.node()).status?.addresses).toEqual([{ type: 'InternalIP', address: '10.0.0.8' }])
})
