import { expect, test } from 'vitest'
import { Namespace, Pod, ServiceAccount } from '../../resources/generated/kinds.ts'
import { createPlacement } from '../testing/placement.ts'

const nodes = [
  { name: 'a', labels: { zone: 'one' } },
  { name: 'b', labels: { zone: 'two' } },
]
const term = (app: string, more: object = {}) => ({
  labelSelector: { matchLabels: { app } },
  topologyKey: 'zone',
  ...more,
})
const near = (...terms: object[]) => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms as never } },
})
const apart = (...terms: object[]) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms as never } },
})

test('near and apart, both ways, by the nodes that share a label', async () => {
  using plane = await createPlacement(nodes)
  expect(await plane.place('db', { nodeSelector: { zone: 'two' } }, { app: 'db' })).toBe('b')
  expect(await plane.place('near', near(term('db')))).toBe('b')
  expect(await plane.place('apart', apart(term('db')), { app: 'web' })).toBe('a')
  expect(await plane.place('lone', near(term('nobody')))).toContain("2 node(s) didn't match pod affinity rules")
  // What is there already may not want the newcomer.
  expect(await plane.place('db2', {}, { app: 'db' })).toBe('b')
  expect(await plane.place('db3', { nodeSelector: { zone: 'one' } }, { app: 'db' })).toContain(
    "1 node(s) didn't satisfy existing pods anti-affinity rules",
  )
})

test('the first of a group may go anywhere', async () => {
  using plane = await createPlacement(nodes)
  const first = await plane.place('g1', near(term('group')), { app: 'group' })
  expect(['a', 'b']).toContain(first)
  expect(await plane.place('g2', near(term('group')), { app: 'group' })).toBe(first)
})

test('other namespaces count when they are named or selected', async () => {
  using plane = await createPlacement(nodes)
  const { client, clock } = plane
  await client.create(Namespace, { metadata: { name: 'red', labels: { team: 'red' } } })
  await client.create(ServiceAccount, { metadata: { name: 'default', namespace: 'red' } })
  const spec = { nodeSelector: { zone: 'two' }, containers: [{ name: 'main', image: 'nginx' }] }
  await client.create(Pod, { metadata: { name: 'db', namespace: 'red', labels: { app: 'db' } }, spec })
  await clock.advance(100)
  expect(await plane.place('own', near(term('db')))).toContain("didn't match pod affinity rules")
  expect(await plane.place('named', near(term('db', { namespaces: ['red'] })))).toBe('b')
  const selected = { namespaceSelector: { matchLabels: { team: 'red' } } }
  expect(await plane.place('selected', near(term('db', selected)))).toBe('b')
  expect(await plane.place('any', apart(term('db', { namespaceSelector: {} })))).toBe('a')
})
