import { expect, test } from 'vitest'
import { ValidatingAdmissionPolicy } from '../../resources/generated/kinds.ts'
import { createControlPlane } from '../testing/control-plane.ts'

test('expressions that do not fit the kinds of a policy are named in its status', async () => {
  using plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  const resourceRules = [
    { apiGroups: ['apps'], apiVersions: ['v1'], resources: ['deployments'], operations: ['CREATE'] },
  ]
  const create = (name: string, expression: string) =>
    client.create(ValidatingAdmissionPolicy, {
      metadata: { name },
      spec: { matchConstraints: { resourceRules }, validations: [{ expression }] },
    })
  await create('good', 'object.spec.replicas < 5')
  await create('bad', "object.spec.replicas < 'five'")
  await clock.advance(1_000)
  const statusOf = async (name: string) => (await client.get(ValidatingAdmissionPolicy, name)).status
  expect(await statusOf('good')).toEqual({ observedGeneration: 1, typeChecking: {} })
  const warning = expect.stringContaining('apps/v1, Kind=Deployment') as string
  expect((await statusOf('bad'))?.typeChecking?.expressionWarnings).toEqual([
    { fieldRef: 'spec.validations[0].expression', warning },
  ])
})
