import { expect, test } from 'vitest'
import { createPlacement } from '../testing/placement.ts'

const nodes = [
  { name: 'a1', labels: { zone: 'a' } },
  { name: 'a2', labels: { zone: 'a' } },
  { name: 'b1', labels: { zone: 'b' } },
]
const spread = (more: object = {}) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
      ...more,
    },
  ],
})
const web = { app: 'web' }

test('zones differ by no more than the skew', async () => {
  using plane = await createPlacement(nodes)
  const zones = { a: 0, b: 0 }
  for (let index = 0; index < 6; index++) {
    const node = await plane.place(`p${index}`, spread(), web)
    zones[node[0] as 'a' | 'b']++
    expect(Math.abs(zones.a - zones.b)).toBeLessThan(2)
  }
})

test('fewer zones than asked for count as one that is empty', async () => {
  using plane = await createPlacement(nodes)
  const placed = [
    await plane.place('p', spread({ minDomains: 3 }), web),
    await plane.place('q', spread({ minDomains: 3 }), web),
  ]
  expect(new Set(placed.map((name) => name[0]))).toEqual(new Set(['a', 'b']))
  expect(await plane.place('r', spread({ minDomains: 3 }), web)).toContain(
    "3 node(s) didn't match pod topology spread constraints",
  )
})

test('nodes without the label never fit, revisions are counted apart, and a wish is only a wish', async () => {
  using plane = await createPlacement(nodes)
  expect(await plane.place('rack', spread({ topologyKey: 'rack' }), web)).toContain(
    "3 node(s) didn't match pod topology spread constraints (missing required label)",
  )
  const each = spread({ matchLabelKeys: ['rev'] })
  const place = async (name: string, rev: string) => (await plane.place(name, each, { ...web, rev }))[0]
  expect(new Set([await place('o1', '1'), await place('o2', '1')])).toEqual(new Set(['a', 'b']))
  expect(new Set([await place('n1', '2'), await place('n2', '2')])).toEqual(new Set(['a', 'b']))
  const wish = spread({ topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway' })
  expect(['a1', 'a2', 'b1']).toContain(await plane.place('wish', wish, web))
})

test('nodes that the pod does not tolerate count, unless the policy says otherwise', async () => {
  using plane = await createPlacement([
    ...nodes,
    { name: 'c1', labels: { zone: 'c' }, taints: [{ key: 'x', effect: 'NoSchedule' }] },
  ])
  await plane.place('p', spread(), web)
  await plane.place('q', spread(), web)
  expect(await plane.place('r', spread(), web)).toContain("3 node(s) didn't match pod topology spread constraints")
  expect(['a1', 'a2', 'b1']).toContain(await plane.place('s', spread({ nodeTaintsPolicy: 'Honor' }), web))
})
