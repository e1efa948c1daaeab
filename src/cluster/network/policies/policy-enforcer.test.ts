import { afterEach, expect, test } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../testing/cluster.ts'
import { createInformerFactory } from '../../client/informer-factory.ts'
import { EndpointSlice, Namespace, NetworkPolicy, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { ClusterNetwork } from '../cluster-network.ts'
import type { Transport } from '../connection.ts'
import type { NetworkNode } from '../network-node.ts'
import { NetworkStack } from '../network-stack.ts'
import { ServiceProxy } from '../services/service-proxy.ts'
import { ServiceTable } from '../services/service-table.ts'
import { PolicyEnforcer } from './policy-enforcer.ts'

const open: Disposable[] = []
afterEach(() => open.splice(0).forEach((scene) => scene[Symbol.dispose]()))

interface Scene extends TestCluster {
  nodes: NetworkNode[]
  /** Adds a pod of the second node, or of the first. */
  pod(name: string, labels: Record<string, string>, more?: { namespace?: string; node?: number }): NetworkStack
  policy(spec: types.NetworkPolicySpec, namespace?: string): Promise<void>
  passes(from: NetworkStack, to: NetworkStack, port?: number, transport?: Transport): boolean
}

/** Two nodes that enforce policies, without kubelets. */
async function createScene(): Promise<Scene> {
  const base = await createTestCluster()
  open.push(base)
  const { client, clock, ids, log } = base
  const informers = createInformerFactory({ client, clock, log })
  open.push({ [Symbol.dispose]: () => informers.stop() })
  const network = new ClusterNetwork({ clock, ids })
  network.policies = new PolicyEnforcer({ policies: informers.of(NetworkPolicy), namespaces: informers.of(Namespace) })
  const table = new ServiceTable(informers.of(Service), informers.of(EndpointSlice))
  const nodes = ['10.0.1.1', '10.0.2.1'].map((ip, index): NetworkNode => {
    const name = `node-${index}`
    const stack = new NetworkStack(network, [ip])
    const proxy = new ServiceProxy({ table, nodeName: name, zone: 'a', clock, ids })
    const node = { name, zone: 'a', stack, proxy, enforcesPolicies: true, hostPorts: new Map() }
    stack.node = node
    network.addNode(node)
    return node
  })
  informers.start()
  await informers.whenSynced()
  let last = 9
  return {
    ...base,
    nodes,
    pod(name, labels, { namespace = 'default', node = 1 } = {}) {
      const stack = new NetworkStack(network, [`10.0.${node + 1}.${++last}`], nodes[node])
      const ports = [{ name: 'web', containerPort: 80, protocol: 'TCP' as const }]
      const made: types.Pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name, namespace, labels, uid: name, resourceVersion: '1', creationTimestamp: '' },
        spec: { containers: [{ name: 'c', ports }] },
      }
      stack.pod = () => made
      network.addStack(stack)
      return stack
    },
    async policy(spec, namespace = 'default') {
      const { metadata } = await client.create(NetworkPolicy, { metadata: { generateName: 'p-', namespace }, spec })
      const reached = () => informers.of(NetworkPolicy).get(`${namespace}/${metadata.name}`) !== undefined
      for (let steps = 0; !reached(); steps++) {
        if (steps > 100) throw new Error('the policy never arrived')
        await clock.advance(10)
      }
    },
    passes: (from, to, port = 80, transport = 'TCP') => network.route(from, { ip: to.ip, port }, transport) !== 'drop',
  }
}

test('without a policy everything passes; a policy without rules isolates what it selects, from its node no less than from nobody', async () => {
  const { pod, policy, passes, nodes } = await createScene()
  const web = pod('web', { app: 'web' })
  const shop = pod('shop', { app: 'shop' }, { node: 0 })
  expect(passes(shop, web)).toBe(true)
  await policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] })
  expect(passes(shop, web)).toBe(false)
  expect(passes(nodes[0]!.stack, web)).toBe(false)
  expect(passes(nodes[1]!.stack, web)).toBe(true)
  // Its own connections are another direction.
  expect(passes(web, shop)).toBe(true)
  expect(passes(web, web)).toBe(true)
})

test('rules add up: a peer in the own namespace, one in namespaces by label, or both together', async () => {
  const { pod, policy, passes, client } = await createScene()
  await client.create(Namespace, { metadata: { name: 'team', labels: { stage: 'prod' } } })
  const web = pod('web', { app: 'web' })
  const shop = pod('shop', { app: 'shop' }, { node: 0 })
  const namesake = pod('namesake', { app: 'shop' }, { namespace: 'team' })
  const batch = pod('batch', { app: 'batch' }, { namespace: 'team' })
  await policy({ podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'shop' } } }] }] })
  expect([shop, namesake, batch].map((from) => passes(from, web))).toEqual([true, false, false])
  const both = { namespaceSelector: { matchLabels: { stage: 'prod' } }, podSelector: { matchLabels: { app: 'shop' } } }
  await policy({ podSelector: {}, ingress: [{ from: [both] }] })
  expect([shop, namesake, batch].map((from) => passes(from, web))).toEqual([true, true, false])
  await policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] })
  expect([shop, namesake, batch].map((from) => passes(from, web))).toEqual([true, true, true])
})

test('ports are numbers, ranges, names of the receiving pod, and of one transport', async () => {
  const { pod, policy, passes } = await createScene()
  const web = pod('web', { app: 'web' })
  const shop = pod('shop', { app: 'shop' }, { node: 0 })
  await policy({
    podSelector: { matchLabels: { app: 'web' } },
    ingress: [{ ports: [{ port: 'web' }, { port: 8000, endPort: 8009 }, { port: 53, protocol: 'UDP' }] }],
  })
  expect([80, 81, 7999, 8000, 8009, 8010].map((port) => passes(shop, web, port))).toEqual([
    true,
    false,
    false,
    true,
    true,
    false,
  ])
  expect(passes(shop, web, 53)).toBe(false)
  expect(passes(shop, web, 53, 'UDP')).toBe(true)
})

test('egress is judged at the sender, by pod or by address with exceptions', async () => {
  const { pod, policy, passes } = await createScene()
  const shop = pod('shop', { app: 'shop' }, { node: 0 })
  const near = pod('near', { app: 'near' })
  const far = pod('far', { app: 'far' })
  await policy({
    podSelector: { matchLabels: { app: 'shop' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/16', except: [`${far.ip}/32`] } }] }],
  })
  expect(passes(shop, near)).toBe(true)
  expect(passes(shop, far)).toBe(false)
  expect(passes(far, shop)).toBe(true)
})

test('a node whose plugin does not enforce lets everything pass', async () => {
  const { pod, policy, passes, nodes } = await createScene()
  const web = pod('web', { app: 'web' })
  const shop = pod('shop', { app: 'shop' }, { node: 0 })
  await policy({ podSelector: {}, policyTypes: ['Ingress'] })
  expect(passes(shop, web)).toBe(false)
  nodes[1]!.enforcesPolicies = false
  expect(passes(shop, web)).toBe(true)
})
