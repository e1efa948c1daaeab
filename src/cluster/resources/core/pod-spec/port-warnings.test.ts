import { expect, test } from 'vitest'
import type { ContainerPort } from '../../generated/types.ts'
import { portWarnings } from './port-warnings.ts'

type Place = Pick<ContainerPort, 'hostIP' | 'hostPort'>

function warningsOf(...places: Place[]): string[] {
  const ports = places.map((place) => ({ containerPort: 80, protocol: 'TCP', ...place }))
  return portWarnings({ containers: [{ name: 'a', image: 'i', ports }] }, 'spec')
}

const WITH = 'port definition with spec.containers[0].ports[0]'

test.each<[string, Place, Place]>([
  ['duplicate', {}, {}],
  ['overlapping', {}, { hostPort: 1 }],
  ['overlapping', { hostPort: 2 }, {}],
  ['dangerously ambiguous', { hostPort: 1 }, { hostPort: 1, hostIP: '10.1.1.1' }],
])('%s: %j and %j', (how, first, second) => {
  expect(warningsOf(first, second)).toEqual([`spec.containers[0].ports[1]: ${how} ${WITH}`])
})

test.each<[Place, Place]>([
  [{ hostPort: 1 }, { hostPort: 2 }],
  [
    { hostPort: 1, hostIP: '10.1.1.1' },
    { hostPort: 1, hostIP: '10.1.1.2' },
  ],
])('nothing is wrong with %j and %j', (first, second) => {
  expect(warningsOf(first, second)).toEqual([])
})

test('an address needs a port of the node', () => {
  expect(warningsOf({ hostIP: '10.1.1.1' })).toEqual([
    'spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.1.1.1}',
  ])
})
