import { expect, test } from 'vitest'
import type { InstanceState } from '../../cloud-provider.ts'
import { Node } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'
import { createTestCloud } from '../testing/test-cloud.ts'

/** A cloud that knows machines and nothing else. */
function createMachines() {
  const states = new Map<string, InstanceState>()
  let questions = 0
  const cloud = createTestCloud({
    async instanceState({ metadata }) {
      questions++
      return states.get(metadata.name) ?? 'running'
    },
  })
  return { cloud, states, questions: () => questions }
}

async function setUp() {
  const machines = createMachines()
  const plane = await createControlPlane({ nodes: 2, cloud: machines.cloud })
  const names = (await plane.client.list(Node)).items.map(({ metadata }) => metadata.name)
  return {
    ...plane,
    ...machines,
    first: names[0]!,
    names: async () => (await plane.client.list(Node)).items.map(({ metadata }) => metadata.name),
    taints: async () => (await plane.client.get(Node, names[0]!)).spec?.taints?.map(({ key }) => key) ?? [],
    /** Nodes report no more, or again. */
    report(does: boolean) {
      const agents = plane.cluster.components.get('fake-nodes')!
      return does ? agents.start() : agents.stop()
    },
  }
}

test('a node whose machine does not exist any more is deleted, once it has stopped to report', async () => {
  using plane = await setUp()
  plane.states.set(plane.first, 'gone')
  await plane.clock.advance(10_000)
  expect(await plane.names()).toHaveLength(2)
  plane.report(false)
  await plane.clock.advance(60_000)
  expect(await plane.names()).not.toContain(plane.first)
  expect(await plane.names()).toHaveLength(1)
  expect(await plane.eventsOf('Node')).toContain(
    `DeletingNode Deleting node ${plane.first} because it does not exist in the cloud provider`,
  )
})

test('a machine that is shut down gets no pods until it reports again', async () => {
  using plane = await setUp()
  plane.states.set(plane.first, 'stopped')
  plane.report(false)
  await plane.clock.advance(60_000)
  expect(await plane.taints()).toContain('node.cloudprovider.kubernetes.io/shutdown')
  plane.report(true)
  await plane.clock.advance(10_000)
  expect(await plane.taints()).toEqual([])
})

test('the cloud is asked nothing while all nodes report', async () => {
  using plane = await setUp()
  await plane.clock.advance(300_000)
  expect(plane.questions()).toBe(0)
})
