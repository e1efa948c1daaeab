import { expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../../testing/cluster.ts'
import { ADMIN } from '../../../cluster.ts'
import { StatusError } from '../../../apimachinery/errors.ts'
import {
  ConfigMap,
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from '../../../resources/generated/kinds.ts'
import type * as types from '../../../resources/generated/types.ts'

type PolicySpec = NonNullable<types.ValidatingAdmissionPolicy['spec']>
type BindingSpec = NonNullable<types.ValidatingAdmissionPolicyBinding['spec']>

const CONFIG_MAPS = { apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] }
const BY = "ValidatingAdmissionPolicy 'p' with binding 'b' denied request"

async function install(
  { client }: TestCluster,
  policy: Partial<PolicySpec>,
  binding: Partial<BindingSpec> = {},
): Promise<void> {
  await client.create(ValidatingAdmissionPolicy, {
    metadata: { name: 'p' },
    spec: { matchConstraints: { resourceRules: [CONFIG_MAPS] }, ...policy },
  })
  await client.create(ValidatingAdmissionPolicyBinding, {
    metadata: { name: 'b' },
    spec: { policyName: 'p', validationActions: ['Deny'], ...binding },
  })
}

const write = ({ client }: TestCluster, name: string, data: Record<string, string>, user = client) =>
  user.create(ConfigMap, { metadata: { name, namespace: 'default' }, data }).then(
    () => 'accepted',
    (error: unknown) =>
      error instanceof StatusError ? `${error.code} ${error.message}` : Promise.reject(error as Error),
  )

it('denies with the message and the reason of the first validation that fails', async () => {
  using test = await createTestCluster()
  await install(test, {
    variables: [{ name: 'size', expression: 'int(object.data.size)' }],
    validations: [
      { expression: 'variables.size < 5', messageExpression: "'too big: ' + string(variables.size)" },
      { expression: 'variables.size > 1', message: 'too small', reason: 'Forbidden' },
    ],
  })
  expect(await write(test, 'a', { size: '3' })).toBe('accepted')
  expect(await write(test, 'b', { size: '7' })).toBe(`422 configmaps "b" is forbidden: ${BY}: too big: 7`)
  expect(await write(test, 'c', { size: '0' })).toBe(`403 configmaps "c" is forbidden: ${BY}: too small`)
  expect(await write(test, 'd', { size: 'x' })).toBe(
    `422 configmaps "d" is forbidden: ${BY}: expression 'variables.size < 5' resulted in error: composited variable "size" fails to evaluate: strconv.ParseInt: parsing "x": invalid syntax`,
  )
})

it('lets errors pass where the policy says so, and skips what its conditions exclude', async () => {
  using test = await createTestCluster()
  await install(test, {
    failurePolicy: 'Ignore',
    matchConditions: [{ name: 'named', expression: "object.metadata.name != 'free'" }],
    validations: [{ expression: "object.data.ok == 'yes'" }],
  })
  expect(await write(test, 'a', { other: '' })).toBe('accepted')
  expect(await write(test, 'free', { ok: 'no' })).toBe('accepted')
  expect(await write(test, 'b', { ok: 'no' })).toBe(
    `422 configmaps "b" is forbidden: ${BY}: failed expression: object.data.ok == 'yes'`,
  )
})

it('evaluates once for each parameter object, and denies where there is none', async () => {
  using test = await createTestCluster()
  await install(
    test,
    {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
      matchConditions: [{ name: 'not-a-limit', expression: '!has(object.metadata.labels)' }],
      validations: [
        { expression: 'object.data.size < params.data.max', messageExpression: "'by ' + params.metadata.name" },
      ],
    },
    { paramRef: { selector: { matchLabels: { limit: 'yes' } }, parameterNotFoundAction: 'Deny' } },
  )
  expect(await write(test, 'a', { size: '1' })).toBe(
    `422 configmaps "a" is forbidden: ${BY}: failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
  )
  const { client } = test
  await client.delete(ValidatingAdmissionPolicyBinding, 'b')
  for (const [name, max] of [
    ['x', '5'],
    ['y', '3'],
  ] as const)
    await client.create(ConfigMap, {
      metadata: { name, namespace: 'default', labels: { limit: 'yes' } },
      data: { max },
    })
  await client.create(ValidatingAdmissionPolicyBinding, {
    metadata: { name: 'b' },
    spec: {
      policyName: 'p',
      validationActions: ['Deny'],
      paramRef: { selector: { matchLabels: { limit: 'yes' } }, parameterNotFoundAction: 'Deny' },
    },
  })
  expect(await write(test, 'a', { size: '4' })).toBe(`422 configmaps "a" is forbidden: ${BY}: by y`)
  expect(await write(test, 'a', { size: '2' })).toBe('accepted')
})

it('asks the authorizers about the one who writes, as often as the budget allows', async () => {
  using test = await createTestCluster()
  const check = "authorizer.group('').resource('secrets').namespace('default').check('get').allowed()"
  await install(test, {
    validations: [
      { expression: `request.name == 'twice' ? ${check} && ${check} && ${check} : ${check}`, message: 'who are you' },
    ],
  })
  expect(await write(test, 'a', {})).toBe('accepted')
  const groups = ['system:authenticated', 'writers']
  const writer = test.cluster.clientFor({ name: 'jane', groups }, 'test')
  expect(await write(test, 'b', {}, writer)).toContain('cannot create resource')
  const denied = await write(test, 'twice', {}, test.cluster.clientFor(ADMIN, 'test'))
  expect(denied).toContain('operation cancelled: actual cost limit exceeded')
})

it('says in its status where expressions do not fit the kinds', async () => {
  using test = await createTestCluster()
  test.cluster.start(['kube-scheduler'])
  await test.clock.settle()
  await install(test, {
    matchConstraints: {
      resourceRules: [{ ...CONFIG_MAPS, apiGroups: ['apps'], resources: ['deployments', 'statefulsets'] }],
    },
    validations: [{ expression: "object.spec.strategy.type == 'Recreate' && object.spec.replicas < 3" }],
  })
  await test.clock.settle()
  const { status } = await test.client.get(ValidatingAdmissionPolicy, 'p')
  expect(status).toEqual({
    observedGeneration: 1,
    typeChecking: {
      expressionWarnings: [
        {
          fieldRef: 'spec.validations[0].expression',
          warning:
            "apps/v1, Kind=StatefulSet: ERROR: <input>:1:12: undefined field 'strategy'\n | object.spec.strategy.type == 'Recreate' && object.spec.replicas < 3\n | ...........^\n",
        },
      ],
    },
  })
})
