import { expect, test } from 'vitest'
import type { NodeSelectorRequirement } from '../../resources/generated/types.ts'
import { createPlacement } from '../testing/placement.ts'

const nodes = [
  { name: 'a', labels: { disk: 'ssd', cores: '8' } },
  { name: 'b', labels: { disk: 'hdd', cores: '2' } },
]
const requires = (...matchExpressions: NodeSelectorRequirement[]) => ({
  affinity: {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  },
})

test('selectors and required terms say where a pod may go', async () => {
  using plane = await createPlacement(nodes)
  expect(await plane.place('selector', { nodeSelector: { disk: 'hdd' } })).toBe('b')
  expect(await plane.place('not', requires({ key: 'disk', operator: 'NotIn', values: ['hdd'] }))).toBe('a')
  expect(await plane.place('more', requires({ key: 'cores', operator: 'Gt', values: ['4'] }))).toBe('a')
  expect(await plane.place('none', requires({ key: 'disk', operator: 'DoesNotExist' }))).toContain(
    "2 node(s) didn't match Pod's node affinity/selector",
  )
})

test('preferences weigh against each other', async () => {
  using plane = await createPlacement(nodes)
  const prefers = (weight: number, disk: string) => ({
    weight,
    preference: { matchExpressions: [{ key: 'disk', operator: 'In', values: [disk] }] },
  })
  const affinity = {
    nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [prefers(10, 'ssd'), prefers(90, 'hdd')] },
  }
  expect(await plane.place('p', { affinity })).toBe('b')
})
