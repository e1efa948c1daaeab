import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import { ADMIN } from '../../cluster.ts'

let lab: TestCluster
beforeAll(async () => {
  lab = await createTestCluster()
})
afterAll(() => lab[Symbol.dispose]())

async function send(method: string, path: string, user: { name: string; groups: readonly string[] }, object?: object) {
  const { status, body } = await lab.cluster.api.handle({
    method,
    path,
    query: '',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    ...(object && { body: new TextEncoder().encode(JSON.stringify(object)) }),
    user,
    signal: new AbortController().signal,
  })
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body)
  return { code: status, message: (JSON.parse(text) as { message?: string }).message }
}

async function bind(name: string, role: string, subject: { kind: string; name: string }): Promise<void> {
  const apiGroup = 'rbac.authorization.k8s.io'
  const { code } = await send('POST', `/apis/${apiGroup}/v1/clusterrolebindings`, ADMIN, {
    metadata: { name },
    roleRef: { apiGroup, kind: 'ClusterRole', name: role },
    subjects: [{ apiGroup, ...subject }],
  })
  expect(code).toBe(201)
}

test('who is bound to roles that do not exist is told which, each once', async () => {
  const user = { name: 'nina', groups: ['ops'] }
  const read = async () => (await send('GET', '/api/v1/nodes', user)).message
  const refused = 'nodes is forbidden: User "nina" cannot list resource "nodes" in API group "" at the cluster scope'
  const missing = (name: string) => `clusterrole.rbac.authorization.k8s.io "${name}" not found`
  expect(await read()).toBe(refused)
  await bind('one', 'gone', { kind: 'User', name: 'nina' })
  expect(await read()).toBe(`${refused}: RBAC: ${missing('gone')}`)
  await bind('two', 'gone', { kind: 'Group', name: 'ops' })
  expect(await read()).toBe(`${refused}: RBAC: ${missing('gone')}`)
  await bind('zzz', 'lost', { kind: 'User', name: 'nina' })
  expect(await read()).toBe(`${refused}: RBAC: [${missing('gone')}, ${missing('lost')}]`)
})
