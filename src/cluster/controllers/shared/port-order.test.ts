import { expect, test } from 'vitest'
import { endpointsPort, slicePort, sortPorts, type OrderedPort } from './port-order.ts'

// As a real control plane lists the ports of one pod behind one service.
const ports: OrderedPort[] = [
  { name: 'a', port: 1, protocol: 'TCP' },
  { name: 'b', port: 2, protocol: 'TCP' },
  { name: 'c', port: 3, protocol: 'TCP', appProtocol: 'http' },
  { name: 'd', port: 4, protocol: 'UDP' },
  { name: 'e', port: 5, protocol: 'TCP' },
  { name: 'f', port: 6, protocol: 'TCP', appProtocol: 'kubernetes.io/h2c' },
  { name: 'g', port: 7, protocol: 'TCP' },
  { name: 'web', port: 8080, protocol: 'TCP' },
]

test('ports are listed as the real control plane lists them', () => {
  const names = (sorted: OrderedPort[]) => sorted.map(({ name }) => name).join(' ')
  expect(names(sortPorts(ports, endpointsPort))).toBe('c d b a f e web g')
  expect(names(sortPorts(ports.toReversed(), slicePort))).toBe('g d f c e b a web')
})
