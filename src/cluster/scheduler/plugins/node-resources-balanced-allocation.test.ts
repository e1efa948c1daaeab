import { expect, test } from 'vitest'
import { createPlacement, asks } from '../testing/placement.ts'

test('a pod goes where CPU and memory are then used alike', async () => {
  using plane = await createPlacement([{ name: 'a' }, { name: 'b' }])
  // As much is left on both, of another kind.
  await plane.place('cpu', { nodeName: 'a', containers: asks({ cpu: '2', memory: '1Gi' }) })
  await plane.place('memory', { nodeName: 'b', containers: asks({ cpu: '1', memory: '2Gi' }) })
  expect(await plane.place('p', { containers: asks({ cpu: '250m', memory: '1280Mi' }) })).toBe('a')
  expect(await plane.place('q', { containers: asks({ cpu: '1250m', memory: '256Mi' }) })).toBe('b')
})
