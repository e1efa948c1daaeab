import { expect, test } from 'vitest'
import { Job, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'

const inDefault = { namespace: 'default' }

/** A Job whose pods nobody schedules: the test plays them. */
async function setUp(spec: Partial<types.JobSpec>) {
  const plane = await createControlPlane({ nodes: 0 })
  const { client, clock } = plane
  const podSpec = { restartPolicy: 'Never', schedulerName: 'by-hand', containers: [{ name: 'c', image: 'busybox' }] }
  await client.create(Job, {
    metadata: { name: 'j', namespace: 'default' },
    spec: { template: { spec: podSpec }, ...spec },
  })
  await clock.advance(2_000)
  const pods = async () => (await client.list(Pod, inDefault)).items
  return {
    ...plane,
    pods,
    /** Ends pending pods: those of an index, or the first ones. */
    async end(phase: 'Succeeded' | 'Failed', { index = '', count = 1, exitCode = 0, condition = '' } = {}) {
      const pending = (await pods()).filter(
        ({ status, metadata }) =>
          status?.phase === 'Pending' &&
          (index === '' || metadata.annotations?.['batch.kubernetes.io/job-completion-index'] === index),
      )
      for (const { metadata } of pending.slice(0, count)) {
        const terminated = { exitCode, finishedAt: new Date(clock.now()).toISOString() }
        const containerStatuses = [
          { name: 'c', image: 'busybox', imageID: '', ready: false, restartCount: 0, state: { terminated } },
        ]
        const conditions = condition ? [{ type: condition, status: 'True' }] : []
        const patch = { status: { phase, containerStatuses, conditions } }
        await client.patch(Pod, metadata.name, patch, { ...inDefault, type: 'merge', subresource: 'status' })
      }
      await clock.advance(3_000)
    },
    patch: async (change: object) => {
      await client.patch(Job, 'j', { spec: change } as never, { ...inDefault, type: 'merge' })
      await clock.advance(3_000)
    },
    get: () => client.get(Job, 'j', inDefault),
    conditions: async () =>
      (await client.get(Job, 'j', inDefault)).status?.conditions?.map(
        ({ type, status, reason, message = '' }) =>
          `${type} ${status} ${reason}: ${message.replaceAll(/\bj-\w{5}\b/g, 'POD')}`,
      ),
    events: async () => (await plane.eventsOf('Job')).map((event) => event.replaceAll(/\bj(-\d)?-\w{5}\b/g, 'POD')),
  }
}

test('completes when enough pods have succeeded, and counts each once', async () => {
  using job = await setUp({ completions: 3, parallelism: 2 })
  expect((await job.get()).status).toMatchObject({ active: 2, ready: 0, terminating: 0 })
  await job.end('Succeeded', { count: 2 })
  expect((await job.get()).status).toMatchObject({ active: 1, succeeded: 2 })
  await job.end('Succeeded')
  const { status } = await job.get()
  expect(status).toMatchObject({ succeeded: 3, ready: 0, terminating: 0, uncountedTerminatedPods: {} })
  expect(status?.completionTime).toBeDefined()
  expect(await job.conditions()).toEqual([
    'SuccessCriteriaMet True CompletionsReached: Reached expected number of succeeded pods',
    'Complete True CompletionsReached: Reached expected number of succeeded pods',
  ])
  expect((await job.pods()).map(({ metadata }) => metadata.finalizers)).toEqual([undefined, undefined, undefined])
  expect(await job.events()).toEqual([
    'SuccessfulCreate Created pod: POD',
    'SuccessfulCreate Created pod: POD',
    'SuccessfulCreate Created pod: POD',
    'Completed Job completed',
  ])
})

test('fails beyond the back-off limit; what still ran is deleted and counts as failed', async () => {
  using job = await setUp({ completions: 3, parallelism: 3, backoffLimit: 1 })
  await job.end('Failed', { count: 2, exitCode: 1 })
  expect(await job.conditions()).toEqual([
    'FailureTarget True BackoffLimitExceeded: Job has reached the specified backoff limit',
    'Failed True BackoffLimitExceeded: Job has reached the specified backoff limit',
  ])
  expect((await job.get()).status).toMatchObject({ failed: 3, terminating: 0 })
  expect(await job.pods()).toHaveLength(2)
  expect((await job.events()).slice(-2)).toEqual([
    'SuccessfulDelete Deleted pod: POD',
    'BackoffLimitExceeded Job has reached the specified backoff limit',
  ])
})

test('tries again after ten seconds, then twenty', async () => {
  using job = await setUp({ backoffLimit: 5 })
  const pending = async () => (await job.pods()).filter(({ status }) => status?.phase === 'Pending').length
  await job.end('Failed', { exitCode: 1 })
  await job.clock.advance(6_000)
  expect(await pending()).toBe(0)
  await job.clock.advance(2_000)
  expect(await pending()).toBe(1)
  await job.end('Failed', { exitCode: 1 })
  await job.clock.advance(15_000)
  expect(await pending()).toBe(0)
  await job.clock.advance(3_000)
  expect(await pending()).toBe(1)
})

test('a failure policy ignores disruptions and ends the Job at an exit code', async () => {
  using job = await setUp({
    backoffLimit: 3,
    podFailurePolicy: {
      rules: [
        { action: 'FailJob', onExitCodes: { containerName: 'c', operator: 'In', values: [42] } },
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
      ],
    },
  })
  await job.end('Failed', { condition: 'DisruptionTarget', exitCode: 137 })
  await job.clock.advance(10_000)
  expect((await job.get()).status).toMatchObject({ active: 1 })
  expect((await job.get()).status?.failed).toBeUndefined()
  await job.end('Failed', { exitCode: 42 })
  expect(await job.conditions()).toContain(
    'Failed True PodFailurePolicy: Container c for pod default/POD failed with exit code 42 matching FailJob rule at index 0',
  )
})

test('indexed: each index once, and growing adds indexes', async () => {
  using job = await setUp({ completions: 4, parallelism: 4, completionMode: 'Indexed' })
  const [first] = await job.pods()
  expect(first?.metadata.name).toMatch(/^j-0-\w{5}$/)
  expect(first?.spec).toMatchObject({ hostname: 'j-0' })
  expect(first?.spec?.containers[0]?.env?.[0]?.name).toBe('JOB_COMPLETION_INDEX')
  for (const index of ['1', '3', '2']) await job.end('Succeeded', { index })
  expect((await job.get()).status).toMatchObject({ completedIndexes: '1-3', succeeded: 3, active: 1 })
  await job.patch({ completions: 5, parallelism: 5 })
  expect((await job.get()).status).toMatchObject({ active: 2 })
  for (const index of ['0', '4']) await job.end('Succeeded', { index })
  expect((await job.get()).status).toMatchObject({ completedIndexes: '0-4', succeeded: 5 })
})

test('indexed: what was done of indexes that are no longer asked for does not count', async () => {
  using job = await setUp({ completions: 3, parallelism: 3, completionMode: 'Indexed' })
  await job.end('Succeeded', { index: '2' })
  await job.patch({ completions: 2, parallelism: 2 })
  const { status } = await job.get()
  expect(status).toMatchObject({ active: 2 })
  expect(status?.completedIndexes).toBeUndefined()
  expect(status?.succeeded).toBeUndefined()
})

test('limits per index: one index fails without the others', async () => {
  using job = await setUp({
    completions: 3,
    parallelism: 3,
    completionMode: 'Indexed',
    backoffLimitPerIndex: 1,
    backoffLimit: 99,
  })
  await job.end('Failed', { index: '1', exitCode: 1 })
  expect((await job.get()).status).toMatchObject({ failedIndexes: '' })
  await job.clock.advance(12_000)
  const again = (await job.pods()).filter(
    ({ metadata, status }) => metadata.name.startsWith('j-1-') && status?.phase === 'Pending',
  )
  expect(again[0]?.metadata.annotations).toMatchObject({ 'batch.kubernetes.io/job-index-failure-count': '1' })
  await job.end('Failed', { index: '1', exitCode: 1 })
  for (const index of ['0', '2']) await job.end('Succeeded', { index })
  expect(await job.conditions()).toEqual([
    'FailureTarget True FailedIndexes: Job has failed indexes',
    'Failed True FailedIndexes: Job has failed indexes',
  ])
  expect((await job.get()).status).toMatchObject({ failedIndexes: '1', completedIndexes: '0,2', failed: 2 })
})

test('a success policy ends the Job early', async () => {
  const successPolicy = { rules: [{ succeededIndexes: '0' }] }
  using job = await setUp({ completions: 3, parallelism: 3, completionMode: 'Indexed', successPolicy })
  await job.end('Succeeded', { index: '0' })
  expect(await job.conditions()).toEqual([
    'SuccessCriteriaMet True SuccessPolicy: Matched rules at index 0',
    'Complete True SuccessPolicy: Matched rules at index 0',
  ])
  const { status } = await job.get()
  expect(status).toMatchObject({ succeeded: 1, completedIndexes: '0' })
  expect(status?.failed).toBeUndefined()
  expect(await job.pods()).toHaveLength(1)
})

test('suspending takes the pods away without counting them; going on begins the time anew', async () => {
  using job = await setUp({ parallelism: 2, activeDeadlineSeconds: 30 })
  await job.patch({ suspend: true })
  expect(await job.conditions()).toEqual(['Suspended True JobSuspended: Job suspended'])
  expect(await job.pods()).toEqual([])
  expect((await job.get()).status?.failed).toBeUndefined()
  await job.clock.advance(20_000)
  await job.patch({ suspend: false })
  await job.clock.advance(20_000)
  expect(await job.conditions()).toEqual(['Suspended False JobResumed: Job resumed'])
  const events = (await job.eventsOf('Job')).map((text) => text.split(' ')[0])
  expect(events.filter((reason) => /Suspended|Resumed/.test(reason!))).toEqual(['Suspended', 'Resumed'])
  await job.clock.advance(10_000)
  expect(await job.conditions()).toContain(
    'Failed True DeadlineExceeded: Job was active longer than specified deadline',
  )
})

test('a deleted Job lets its pods go', async () => {
  using job = await setUp({ parallelism: 2 })
  await job.client.delete(Job, 'j', { ...inDefault, propagationPolicy: 'Background' })
  await job.clock.advance(2_000)
  expect(await job.pods()).toEqual([])
})
