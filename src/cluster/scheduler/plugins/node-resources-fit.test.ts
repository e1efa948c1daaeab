import { expect, test } from 'vitest'
import { asks, createPlacement } from '../testing/placement.ts'

test('a pod needs room for all that it asks for, and is told what there is not enough of', async () => {
  using plane = await createPlacement([{ name: 'a', allocatable: { 'example.com/gpu': '1' } }])
  expect(await plane.place('big', { containers: asks({ cpu: '5', memory: '5Gi' }) })).toMatch(
    /1 Insufficient cpu, 1 Insufficient memory/,
  )
  expect(await plane.place('gpu', { containers: asks({ 'example.com/gpu': '1' }) })).toBe('a')
  expect(await plane.place('gpu2', { containers: asks({ 'example.com/gpu': '1' }) })).toContain(
    '1 Insufficient example.com/gpu',
  )
})

test('init containers count before the others, sidecars beside them, and overhead always', async () => {
  using plane = await createPlacement([{ name: 'a' }])
  const [main] = asks({ cpu: '1' })
  const before = { ...asks({ cpu: '3500m' })[0]!, name: 'before' }
  const beside = { ...asks({ cpu: '2' })[0]!, name: 'beside', restartPolicy: 'Always' }
  expect(await plane.place('p', { initContainers: [before, beside], containers: [main!] })).toBe('a')
  expect(await plane.place('q', { containers: asks({ cpu: '600m' }) })).toContain('1 Insufficient cpu')
  expect(await plane.place('r', { containers: asks({ cpu: '500m' }) })).toBe('a')
})

test('no more pods than the node takes; the emptier node is the better one', async () => {
  using plane = await createPlacement([
    { name: 'a', allocatable: { pods: '1' } },
    { name: 'b', allocatable: { pods: '1' } },
  ])
  const first = await plane.place('p', { containers: asks({ cpu: '1' }) })
  expect(new Set([first, await plane.place('q')])).toEqual(new Set(['a', 'b']))
  expect(await plane.place('r')).toContain('2 Too many pods')
})
