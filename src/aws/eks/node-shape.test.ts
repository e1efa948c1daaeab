import { expect, test } from 'vitest'
import { INSTANCE_TYPES } from '../ec2/data/instance-types.ts'
import { maxPodsOf, nodeShape } from './node-shape.ts'

const shape = (type: string, diskGb = 20) => nodeShape(INSTANCE_TYPES.get(type)!, diskGb)

test.each([
  ['t3.nano', 4],
  ['t3a.small', 8],
  ['t3.small', 11],
  ['t3.medium', 17],
  ['t3.large', 35],
  ['t3.2xlarge', 58],
  ['m5.large', 29],
  ['m5.xlarge', 58],
  ['m5.4xlarge', 234],
  ['m5.24xlarge', 737],
  ['m7g.medium', 8],
  ['g4dn.xlarge', 29],
])('a %s has room for %i Pods', (type, pods) => {
  expect(maxPodsOf(INSTANCE_TYPES.get(type)!)).toBe(pods)
})

test('what is left for Pods is what real nodes show', () => {
  expect(shape('t3.medium')).toMatchObject({
    capacity: { cpu: '2', memory: '3931728Ki', 'ephemeral-storage': '20893676Ki', pods: '17' },
    allocatable: { cpu: '1930m', memory: '3376720Ki', 'ephemeral-storage': '18181869946', pods: '17' },
  })
  expect(shape('t3.large').allocatable.memory).toBe('7248300Ki')
  expect(shape('m5.large', 50)).toMatchObject({
    capacity: { 'ephemeral-storage': '52350956Ki' },
    allocatable: { 'ephemeral-storage': '47172899146' },
  })
  expect(
    ['t2.micro', 't3.medium', 'm5.xlarge', 'm5.2xlarge', 'm5.4xlarge'].map((type) => shape(type).allocatable.cpu),
  ).toEqual(['940m', '1930m', '3920m', '7910m', '15890m'])
})
