import { expect, test } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import type { UserInfo } from '../../client/client.ts'
import * as kinds from '../../resources/generated/kinds.ts'
import type { FlowSchema, PriorityLevelConfiguration } from '../../resources/generated/types.ts'

const PODS = '/api/v1/namespaces/default/pods'
/** What no store has reached: the server waits for it a moment. */
const FUTURE = 'resourceVersion=999999999'

test('a level without room refuses the second request at a time, and serves the next', async () => {
  using lab = await createTestCluster()
  await createJail(lab, 'greedy')
  const slow = ask(lab, 'greedy', FUTURE)
  const refused = await ask(lab, 'greedy')
  expect(refused).toMatchObject({ status: 429, body: 'Too many requests, please try again later.\n' })
  expect(refused.headers).toMatchObject({ 'retry-after': '1' })
  expect((await ask(lab, 'modest')).status).toBe(200)
  await lab.clock.advance(4000)
  expect((await slow).status).toBe(504)
  expect((await ask(lab, 'greedy')).status).toBe(200)
})

test('the answer names the first flow schema by precedence that speaks of the request', async () => {
  using lab = await createTestCluster()
  await createJail(lab, 'greedy')
  const schemaOf = async (account: string, path = PODS) => {
    const uid = (await ask(lab, account, '', path)).headers['x-kubernetes-pf-flowschema-uid']
    const { items } = await lab.client.list<FlowSchema>(kinds.FlowSchema)
    return items.find(({ metadata }) => metadata.uid === uid)?.metadata.name
  }
  expect(await schemaOf('greedy')).toBe('jail')
  expect(await schemaOf('modest')).toBe('service-accounts')
  expect(await schemaOf('greedy', '/metrics')).toBe('service-accounts')
  expect(await schemaOf('greedy', `${PODS}/web/log`)).toBeUndefined()
})

async function createJail({ client }: TestCluster, account: string): Promise<void> {
  await client.create(kinds.ClusterRoleBinding, {
    metadata: { name: 'all-accounts' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:serviceaccounts' }],
  })

  await client.create<PriorityLevelConfiguration>(kinds.PriorityLevelConfiguration, {
    metadata: { name: 'jail' },
    spec: {
      type: 'Limited',
      limited: { nominalConcurrencyShares: 0, borrowingLimitPercent: 0, limitResponse: { type: 'Reject' } },
    },
  })
  await client.create<FlowSchema>(kinds.FlowSchema, {
    metadata: { name: 'jail' },
    spec: {
      matchingPrecedence: 500,
      priorityLevelConfiguration: { name: 'jail' },
      rules: [
        {
          subjects: [{ kind: 'ServiceAccount', serviceAccount: { namespace: 'default', name: account } }],
          resourceRules: [{ verbs: ['*'], apiGroups: [''], resources: ['pods'], namespaces: ['default'] }],
        },
      ],
    },
  })
}

async function ask({ cluster }: TestCluster, account: string, query = '', path = PODS) {
  const user: UserInfo = {
    name: `system:serviceaccount:default:${account}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
  }
  const signal = new AbortController().signal
  return cluster.api.handle({ method: 'GET', path, query, headers: {}, user, signal })
}
