import { expect, test } from 'vitest'
import { createModelLoader } from '../lab/tools/service-models.ts'
import { endpointOfHost, endpointOfScope, SERVICES } from './services.ts'
import { testModels } from '../testing/aws/service-models.ts'
import type { ServiceModel } from './wire/model.ts'

const loader = createModelLoader()

test.each(SERVICES.map((service) => [service.name, service] as const))(
  'every action of %s is an operation of its model, and refuses only members that it has',
  async (name, service) => {
    const source = loader.load(name) as ServiceModel
    const model = await testModels().of(service)
    expect(service.actions.size).toBeGreaterThan(0)
    for (const action of service.actions.values()) {
      const operation = model.operations.get(action.name)
      expect(operation, action.name).toBeDefined()
      expect(source.operations[action.name]?.name).toBe(action.name)
      const members = operation!.input?.members.map((member) => member.name) ?? []
      expect(members, action.name).toEqual(expect.arrayContaining([...action.unsupported]))
    }
  },
)

test('jobs have names of their own', () => {
  const names = SERVICES.flatMap((service) => service.jobs.map((job) => job.name))
  expect(new Set(names).size).toBe(names.length)
})

test.each([
  ['eks.us-west-2.amazonaws.com', 'eks', 'us-west-2'],
  ['eks.us-west-2.amazonaws.com:443', 'eks', 'us-west-2'],
  ['EC2.eu-central-1.amazonaws.com', 'ec2', 'eu-central-1'],
  ['sts.us-west-2.amazonaws.com', 'sts', 'us-west-2'],
  ['sts.amazonaws.com', 'sts', 'us-east-1'],
  ['iam.amazonaws.com', 'iam', 'us-east-1'],
  ['api.ecr.us-west-2.amazonaws.com', 'ecr', 'us-west-2'],
  ['eks-auth.us-west-2.api.aws', 'eks-auth', 'us-west-2'],
])('%s is an endpoint of %s in %s', (host, service, region) => {
  const endpoint = endpointOfHost(host)
  expect([endpoint?.service.name, endpoint?.region]).toEqual([service, region])
})

test('there is no endpoint of other regions and services', () => {
  for (const host of [
    'eks.mars-1.amazonaws.com',
    's3.us-west-2.amazonaws.com',
    'example.com',
    'eks.us-west-2.amazonaws.com.evil.net',
  ]) {
    expect(endpointOfHost(host)).toBeUndefined()
  }
  expect(endpointOfScope('eks', 'mars-1')).toBeUndefined()
})
