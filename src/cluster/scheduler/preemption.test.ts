import { expect, test } from 'vitest'
import { Pod, PriorityClass } from '../resources/generated/kinds.ts'
import { asks, createPlacement } from './testing/placement.ts'

const hostname = 'kubernetes.io/hostname'
const inDefault = { namespace: 'default' }

/** Two nodes: `a` with a pod that may be evicted, `b` with one that may not. */
async function setUp() {
  const plane = await createPlacement([
    { name: 'a', labels: { hall: '1' } },
    { name: 'b', labels: { hall: '1' } },
  ])
  for (const [name, value] of [
    ['low', 100],
    ['high', 1000],
  ] as const)
    await plane.client.create(PriorityClass, { metadata: { name }, value })
  await plane.place('lesser', { priorityClassName: 'low', containers: asks({ cpu: '3' }), nodeName: 'a' }, { app: 'l' })
  await plane.place('equal', { priorityClassName: 'high', containers: asks({ cpu: '3' }), nodeName: 'b' }, { app: 'e' })
  return plane
}

test('a pod gets the room of one of lower priority, and its nomination ends when it is bound', async () => {
  using plane = await setUp()
  await plane.place('p', { priorityClassName: 'high', containers: asks({ cpu: '2' }) })
  const nomination = async () => (await plane.client.get(Pod, 'p', inDefault)).status?.nominatedNodeName
  expect(await nomination()).toBe('a')
  await plane.client.delete(Pod, 'lesser', { ...inDefault, gracePeriodSeconds: 0 })
  await plane.clock.advance(15_000)
  expect(await plane.placeOf('p')).toBe('a')
  expect(await nomination()).toBeUndefined()
})

test('room that was made for a pod is not taken by those of lower priority, until it is gone', async () => {
  using plane = await setUp()
  await plane.place('p', { priorityClassName: 'high', containers: asks({ cpu: '2' }) })
  // Before p has waited its back-off, the room is free.
  await plane.client.delete(Pod, 'lesser', { ...inDefault, gracePeriodSeconds: 0 })
  await plane.client.create(Pod, {
    metadata: { name: 'later', ...inDefault },
    spec: { priorityClassName: 'low', containers: asks({ cpu: '3' }) },
  })
  await plane.clock.advance(15_000)
  expect(await plane.placeOf('p')).toBe('a')
  expect(await plane.placeOf('later')).toContain('2 Insufficient cpu')
  await plane.client.delete(Pod, 'p', { ...inDefault, gracePeriodSeconds: 0 })
  await plane.clock.advance(15_000)
  expect(await plane.placeOf('later')).toBe('a')
})

test('says of each node why evictions would not help', async () => {
  using plane = await setUp()
  const podAffinityTerm = (app: string, topologyKey: string) => ({
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: { app } } }],
  })
  const none = '1 No preemption victims found for incoming pod'
  const cases = {
    '1 Insufficient cpu': { containers: asks({ cpu: '3500m' }) },
    "1 node(s) didn't match pod affinity rules": {
      containers: asks({ cpu: '2' }),
      affinity: { podAffinity: podAffinityTerm('l', hostname) },
    },
    "1 node(s) didn't match pod anti-affinity rules": {
      affinity: { podAntiAffinity: podAffinityTerm('e', 'hall') },
    },
  }
  const client = plane.client
  await client.create(Pod, {
    metadata: { name: 'stays', ...inDefault },
    spec: { nodeName: 'a', priorityClassName: 'high', containers: asks({ cpu: '1' }) },
  })
  for (const [index, [reason, spec]] of Object.entries(cases).entries())
    expect(await plane.place(`p${index}`, { priorityClassName: 'high', ...spec })).toContain(
      `preemption: 0/2 nodes are available: ${[none, reason].sort().join(', ')}.`,
    )
})
