import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'

test('a cordoned node takes only pods that tolerate it', async () => {
  using plane = await createPlacement([{ name: 'a', unschedulable: true }])
  expect(await plane.place('usual')).toContain('1 node(s) were unschedulable')
  const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }]
  expect(await plane.place('daemon', { tolerations })).toBe('a')
})
