import { createSeededIds } from '#base'
import { expect, test } from 'vitest'
import { StatusError } from '../../apimachinery/errors.ts'
import type { KubeObject } from '../../apimachinery/object.ts'
import { Store } from '../../etcd/store.ts'
import type * as types from '../../resources/generated/types.ts'
import { createServiceAllocator } from './service-allocator.ts'

const ORIGIN = { actor: 'test', agent: 'test' }
const ADDRESSES = '/registry/networking.k8s.io/ipaddresses'

function setUp(store = new Store({ now: () => 0 })) {
  const ids = createSeededIds(7)
  const allocator = createServiceAllocator({ store, now: () => 0, random: () => ids.random(), uuid: () => ids.uuid() })
  const put = (resource: string, object: KubeObject) => {
    const { namespace, name } = object.metadata
    const key = namespace ? `${namespace}/${name}` : name
    store.put(resource, key, store.get(resource, key), () => object, ORIGIN)
  }
  const service = (name: string, spec: Partial<types.ServiceSpec>) =>
    ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '' },
      spec: { type: 'ClusterIP', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack', ...spec },
    }) as types.Service
  return {
    store,
    allocator,
    service,
    cidr: (range: string) =>
      put('/registry/networking.k8s.io/servicecidrs', {
        ...service('range', {}),
        metadata: { ...service('range', {}).metadata, name: 'range', namespace: undefined },
        spec: { cidrs: [range] },
      } as unknown as KubeObject),
    create: (object: types.Service) => {
      allocator.assign(object, undefined, false)
      allocator.confirm(object, undefined)
      put('/registry/services', object)
      allocator.settle(object, undefined, ORIGIN)
      return object
    },
    refusal: (object: types.Service, dryRun = false) => {
      try {
        allocator.assign(object, undefined, dryRun)
      } catch (error) {
        if (error instanceof StatusError) return error.message
        throw error
      }
      return undefined
    },
  }
}

test('gives every service an address of its own, and records it', () => {
  const { cidr, create, service, store } = setUp()
  cidr('10.100.0.0/28')
  const given = Array.from({ length: 14 }, (_, i) => create(service(`s${i}`, {})).spec!.clusterIP!)
  expect(new Set(given).size).toBe(14)
  expect(given).not.toContain('10.100.0.0')
  expect(given).not.toContain('10.100.0.15')
  expect(store.count(ADDRESSES)).toBe(14)
  expect(() => create(service('one-more', {}))).toThrow('range is full')
})

test('refuses what another has, and what lies outside', () => {
  const { cidr, create, refusal, service } = setUp()
  cidr('10.100.0.0/16')
  const chosen = (ip: string) => service('b', { clusterIP: ip, clusterIPs: [ip] })
  create(service('a', { clusterIP: '10.100.3.3', clusterIPs: ['10.100.3.3'] }))
  expect(refusal(chosen('10.100.3.3'))).toBe(
    'Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.100.3.3"]: failed to allocate IP 10.100.3.3: provided IP is already allocated',
  )
  expect(refusal(chosen('10.100.255.255'))).toContain('the provided network does not match the current range')
  expect(refusal(chosen('10.200.0.1'), true)).toContain(
    'the provided IP (10.200.0.1) is not in the valid range. The range of valid IPs is 10.100.0.0/16',
  )
})

test('gives ports of the nodes; one port serves each protocol once', () => {
  const { cidr, create, refusal, service } = setUp()
  cidr('10.100.0.0/16')
  const dns = create(
    service('dns', {
      type: 'NodePort',
      ports: [
        { port: 53, protocol: 'TCP', name: 'tcp' },
        { port: 53, protocol: 'UDP', name: 'udp' },
      ],
    }),
  )
  const [tcp, udp] = dns.spec!.ports!
  expect(tcp!.nodePort).toBe(udp!.nodePort)
  const asks = (nodePort: number) =>
    service('b', { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP', nodePort }] })
  expect(refusal(asks(tcp!.nodePort!))).toContain('spec.ports[0].nodePort: Invalid value')
  expect(refusal(asks(tcp!.nodePort!))).toContain('provided port is already allocated')
  expect(refusal(asks(80))).toContain(
    'provided port is not in the valid range. The range of valid ports is 30000-32767',
  )
  expect(refusal(asks(80), true)).toBeUndefined()
})

test('what is taken is known again after a restart', () => {
  const before = setUp()
  before.cidr('10.100.0.0/16')
  const { clusterIP } = before.create(before.service('a', {})).spec!
  const after = setUp(new Store({ now: () => 0, snapshot: before.store.snapshot() }))
  expect(after.refusal(after.service('b', { clusterIP, clusterIPs: [clusterIP!] }))).toContain('already allocated')
})
