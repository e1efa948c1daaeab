import { expect, it } from 'vitest'
import { createTestCluster, type TestCluster } from '../../../../testing/cluster.ts'
import { serveBehindService } from '../../../../testing/serve-behind-service.ts'
import { StatusError } from '../../../apimachinery/errors.ts'
import {
  ConfigMap,
  Deployment,
  MutatingWebhookConfiguration,
  ValidatingWebhookConfiguration,
} from '../../../resources/generated/kinds.ts'
import type * as types from '../../../resources/generated/types.ts'

const CA = '-----BEGIN CERTIFICATE-----\nd2ViaG9va3M=\n-----END CERTIFICATE-----\n'

interface Review {
  request: { uid: string; operation: string; kind: { kind: string }; object: types.ConfigMap; dryRun: boolean }
}

type Answer = Record<string, unknown>

/** A pod behind the Service `hooks`, and what it was asked. */
async function serveHooks(
  test: TestCluster,
  answers: Readonly<Record<string, (review: Review) => Answer | Promise<Answer>>>,
): Promise<{ path: string; review: Review }[]> {
  const asked: { path: string; review: Review }[] = []
  await serveBehindService(test, 'hooks', {
    port: 8443,
    tls: { names: ['hooks.default.svc'], authority: CA },
    async handler({ target, body }) {
      const path = target.split('?')[0]!
      const review = JSON.parse(new TextDecoder().decode(body)) as Review
      asked.push({ path, review })
      const response = { uid: review.request.uid, ...(await answers[path]!(review)) }
      return {
        status: 200,
        body: JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response }),
      }
    },
  })
  return asked
}

function hook(path: string, more: Partial<types.MutatingWebhook> = {}): types.MutatingWebhook {
  return {
    name: `${path.slice(1)}.hooks.example.com`,
    admissionReviewVersions: ['v1'],
    sideEffects: 'None',
    timeoutSeconds: 2,
    clientConfig: { caBundle: btoa(CA), service: { name: 'hooks', namespace: 'default', path } },
    rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['*'], resources: ['configmaps'] }],
    ...more,
  }
}

const validateBy = ({ client }: TestCluster, ...webhooks: types.MutatingWebhook[]) =>
  client.create(ValidatingWebhookConfiguration, { metadata: { name: 'validating' }, webhooks })

const mutateBy = ({ client }: TestCluster, ...webhooks: types.MutatingWebhook[]) =>
  client.create(MutatingWebhookConfiguration, { metadata: { name: 'mutating' }, webhooks })

const write = ({ client }: TestCluster, name = 'a') =>
  client.create(ConfigMap, { metadata: { name, namespace: 'default' }, data: { key: 'value' } })

const outcome = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'accepted',
    (error: unknown) =>
      error instanceof StatusError ? `${error.code} ${error.message}` : Promise.reject(error as Error),
  )

const patch = (...operations: unknown[]): Answer => ({
  allowed: true,
  patchType: 'JSONPatch',
  patch: btoa(JSON.stringify(operations)),
})

it('asks over the pod network, and refuses what a webhook refuses', async () => {
  using test = await createTestCluster()
  const asked = await serveHooks(test, {
    '/deny': () => ({ allowed: false, status: { code: 409, reason: 'Conflict', message: 'not now' } }),
  })
  await validateBy(test, hook('/deny'))
  expect(await outcome(write(test))).toBe('409 admission webhook "deny.hooks.example.com" denied the request: not now')
  expect(asked).toHaveLength(1)
  expect(asked[0]!.review.request).toMatchObject({
    operation: 'CREATE',
    kind: { group: '', version: 'v1', kind: 'ConfigMap' },
    resource: { group: '', version: 'v1', resource: 'configmaps' },
    name: 'a',
    namespace: 'default',
    userInfo: { username: 'kubernetes-admin' },
    object: { data: { key: 'value' } },
    oldObject: null,
    dryRun: false,
  })
  const { client } = test
  expect(await outcome(client.list(Deployment))).toBe('accepted')
})

it('takes patches over in order, and asks those again that want to see what came later', async () => {
  using test = await createTestCluster()
  const seen = ({ request }: Review) => JSON.stringify(request.object.metadata.labels ?? {})
  await serveHooks(test, {
    '/look': (review) => patch({ op: 'add', path: '/data/seen', value: seen(review) }),
    '/label': () => patch({ op: 'add', path: '/metadata/labels', value: { by: 'label' } }),
  })
  await mutateBy(test, hook('/look', { reinvocationPolicy: 'IfNeeded' }), hook('/label'))
  const made = await write(test)
  expect(made.metadata.labels).toEqual({ by: 'label' })
  expect(made.data).toEqual({ key: 'value', seen: '{"by":"label"}' })
})

it('says what is wrong with a patch', async () => {
  using test = await createTestCluster()
  await serveHooks(test, {
    '/misfit': () => patch({ op: 'remove', path: '/nope' }),
    '/type': () => patch({ op: 'add', path: '/data', value: { n: 1 } }),
  })
  await mutateBy(test, hook('/misfit'))
  expect(await outcome(write(test))).toBe(
    "500 Internal error occurred: error in remove for path: '/nope': Unable to remove nonexistent key: nope: missing value",
  )
  await test.client.delete(MutatingWebhookConfiguration, 'mutating')
  await mutateBy(test, hook('/type'))
  expect(await outcome(write(test))).toBe(
    '500 Internal error occurred: json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
  )
})

it('goes on without a webhook that does not answer in time only where that may be left out', async () => {
  using test = await createTestCluster()
  await serveHooks(test, { '/never': () => new Promise<Answer>(() => undefined) })
  await validateBy(test, hook('/never'))
  const slow = outcome(write(test))
  await test.clock.advance(2000)
  expect(await slow).toBe(
    '500 Internal error occurred: failed calling webhook "never.hooks.example.com": failed to call webhook: Post "https://hooks.default.svc:443/never?timeout=2s": context deadline exceeded',
  )
  await test.client.delete(ValidatingWebhookConfiguration, 'validating')
  await validateBy(test, hook('/never', { failurePolicy: 'Ignore' }))
  const open = outcome(write(test))
  await test.clock.advance(2000)
  expect(await open).toBe('accepted')
})

it('trusts only the authorities of the bundle', async () => {
  using test = await createTestCluster()
  await serveHooks(test, { '/allow': () => ({ allowed: true }) })
  const other = CA.replace('d2Vi', 'b3Ro')
  const clientConfig = { caBundle: btoa(other), service: { name: 'hooks', namespace: 'default', path: '/allow' } }
  await validateBy(test, hook('/allow', { clientConfig }))
  expect(await outcome(write(test))).toContain(
    'tls: failed to verify certificate: x509: certificate signed by unknown authority',
  )
})

it('looks at conditions and selectors before it asks', async () => {
  using test = await createTestCluster()
  const asked = await serveHooks(test, { '/deny': () => ({ allowed: false }) })
  const matchConditions = [{ name: 'named', expression: "object.metadata.name == 'b'" }]
  await validateBy(test, hook('/deny', { matchConditions, namespaceSelector: { matchLabels: { nope: 'x' } } }))
  expect(await outcome(write(test, 'b'))).toBe('accepted')
  await test.client.delete(ValidatingWebhookConfiguration, 'validating')
  await validateBy(test, hook('/deny', { matchConditions }))
  expect(await outcome(write(test, 'a'))).toBe('accepted')
  expect(asked).toEqual([])
  expect(await outcome(test.client.delete(ConfigMap, 'a', { namespace: 'default' }))).toContain('no such key: metadata')
})
