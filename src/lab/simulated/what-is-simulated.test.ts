import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differencesOf } from './differences.ts'
import { whatIsSimulated } from './what-is-simulated.ts'

test.for([
  ['/** Differs: nothing can be pushed. */\nexport const a = 1', ['Nothing can be pushed.']],
  [
    ' * The order of things.\n * Differs: the real one\n * hashes the structure.\n * @param x what is hashed\n */\n',
    ['The real one hashes the structure.'],
  ],
  ['  // Differs: older lines go\n  // earlier.\n  lines.shift()\n', ['Older lines go earlier.']],
  ['/** It differs from day to day. */\n', []],
] as const)('%j says %j', ([source, expected]) => {
  expect(differencesOf(source)).toEqual(expected)
})

test('the registries are listed as they are', async () => {
  const { cluster, services, differences } = await whatIsSimulated(join(import.meta.dirname, '../../..'))
  expect(cluster.kinds.find(({ kind }) => kind === 'Deployment')).toMatchObject({
    apiVersion: 'apps/v1',
    verbs: expect.arrayContaining(['create', 'watch']) as unknown,
    subresources: ['scale', 'status'],
  })
  expect(cluster.admission).toContain('PodSecurity')
  expect(cluster.controllers).toContain('deployment-controller')
  expect(cluster.scheduler).toContainEqual({ name: 'TaintToleration', weight: 3 })
  expect(cluster.images).toContain('docker.io/library/nginx')
  expect(services.find(({ service }) => service === 'eks')!.operations.map(({ name }) => name)).toContain(
    'CreateCluster',
  )
  expect(differences.map(({ text }) => text)).toEqual(differences.map(({ text }) => text.trim()))
  expect(differences.length).toBeGreaterThan(10)
})
