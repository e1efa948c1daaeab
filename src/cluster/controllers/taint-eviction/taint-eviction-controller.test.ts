import { expect, test } from 'vitest'
import { Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const at = { namespace: 'default' }
const FIRE = { key: 'fire', value: '1', effect: 'NoExecute' }

async function setUp() {
  const plane = await createControlPlane({ nodes: 1 })
  const { client, clock } = plane
  const [node] = (await client.list(Node)).items
  const { name } = node!.metadata
  await clock.advance(10_000)
  return {
    ...plane,
    async pod(podName: string, tolerations: types.Toleration[]) {
      const containers = [{ name: 'c', image: 'nginx' }]
      await client.create(Pod, { metadata: { name: podName, ...at }, spec: { containers, tolerations } })
      await clock.advance(2_000)
    },
    async taint(...taints: types.Taint[]) {
      await client.patch(Node, name, { spec: { taints: taints.length > 0 ? taints : null } } as never, {
        type: 'merge',
      })
      await clock.advance(1_000)
    },
    async left() {
      await clock.advance(1_000)
      return (await client.list(Pod, at)).items.map(({ metadata }) => metadata.name)
    },
  }
}

test('pods go at once, after the time that they bear, or not at all', async () => {
  using plane = await setUp()
  await plane.pod('none', [])
  await plane.pod('other', [{ key: 'fire', value: '2', effect: 'NoExecute' }])
  await plane.pod('while', [{ key: 'fire', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }])
  await plane.pod('forever', [{ key: 'fire', operator: 'Exists', effect: 'NoExecute' }])
  await plane.taint(FIRE)
  expect(await plane.left()).toEqual(['forever', 'while'])
  await plane.clock.advance(60_000)
  expect(await plane.left()).toEqual(['forever'])
  expect(await plane.eventsOf('Pod')).toContain('TaintManagerEviction Marking for deletion Pod default/while')
})

test('a taint that goes in time is forgiven, once', async () => {
  using plane = await setUp()
  await plane.pod('while', [{ key: 'fire', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }])
  await plane.taint(FIRE)
  await plane.taint()
  await plane.clock.advance(120_000)
  expect(await plane.left()).toEqual(['while'])
  const told = (await plane.eventsOf('Pod')).filter((event) => event.startsWith('TaintManagerEviction'))
  expect(told).toEqual(['TaintManagerEviction Cancelling deletion of Pod default/while'])
})
