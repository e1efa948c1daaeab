import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'

test('taints keep pods away that do not tolerate them', async () => {
  using plane = await createPlacement([{ name: 'a', taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] }])
  expect(await plane.place('usual')).toContain('1 node(s) had untolerated taint(s)')
  expect(await plane.place('other', { tolerations: [{ key: 'gpu', value: 'no' }] })).toContain('untolerated')
  expect(await plane.place('equal', { tolerations: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }] })).toBe('a')
  expect(await plane.place('any', { tolerations: [{ operator: 'Exists' }] })).toBe('a')
})

test('of two nodes the one is better that has no taint to put up with', async () => {
  using plane = await createPlacement([
    { name: 'a', taints: [{ key: 'old', effect: 'PreferNoSchedule' }] },
    { name: 'b' },
  ])
  expect(await plane.place('p')).toBe('b')
  expect(await plane.place('q')).toBe('b')
})
