import { expect, test } from 'vitest'
import { createModelLoader } from './service-models.ts'

const models = createModelLoader()

test('finds the model of a service and keeps it', () => {
  const eks = models.load('eks') as { metadata: { serviceId: string }; operations: Record<string, unknown> }
  expect(eks.metadata.serviceId).toBe('EKS')
  expect(eks.operations).toHaveProperty('CreateCluster')
  expect(models.load('eks')).toBe(eks)
})

test('takes the newest version where there are several', () => {
  expect(models.load('ec2')).toMatchObject({ metadata: { apiVersion: '2016-11-15' } })
  expect(models.load('eks', 'waiters-2')).toMatchObject({ waiters: { ClusterActive: expect.anything() } })
})

test('names the service that nobody knows', () => {
  expect(() => models.load('nothing')).toThrow('no model of a service nothing')
})
