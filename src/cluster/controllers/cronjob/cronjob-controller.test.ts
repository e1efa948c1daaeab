import { expect, test } from 'vitest'
import { parseCronSchedule } from '../../apimachinery/cron-schedule.ts'
import { CronJob, Job } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { createControlPlane } from '../testing/control-plane.ts'
import { createZoneOffset, missedTimes, nextTime } from './next-time.ts'

const MINUTE = 60_000
const inDefault = { namespace: 'default' }

/** Runs every five minutes from 12:00 on; by-hand Jobs do not end. */
async function setUp(spec: Partial<types.CronJobSpec>, schedulerName = 'default-scheduler') {
  const plane = await createControlPlane({ nodes: 1 })
  const { client, clock } = plane
  const podSpec = { restartPolicy: 'Never', schedulerName, containers: [{ name: 'c', image: 'busybox' }] }
  await client.create(CronJob, {
    metadata: { name: 'tick', namespace: 'default' },
    spec: { schedule: '*/5 * * * *', jobTemplate: { spec: { template: { spec: podSpec } } }, ...spec },
  })
  await clock.settle()
  return {
    ...plane,
    jobs: async () => (await client.list(Job, inDefault)).items.map(({ metadata }) => metadata.name),
    status: async () => (await client.get(CronJob, 'tick', inDefault)).status,
    events: async () => (await plane.eventsOf('CronJob')).map((event) => event.replaceAll(/tick-\d+/g, 'JOB')),
  }
}

test('starts a Job at each time, sees it through, and keeps the latest', async () => {
  using tick = await setUp({ successfulJobsHistoryLimit: 1 })
  await tick.clock.advance(5 * MINUTE + 100)
  const [first] = await tick.jobs()
  expect(first).toBe(`tick-${Date.UTC(2026, 10, 22, 12, 5) / MINUTE}`)
  expect(await tick.status()).toMatchObject({ lastScheduleTime: '2026-11-22T12:05:00Z' })
  const job = await tick.client.get(Job, first!, inDefault)
  expect(job.metadata.annotations).toMatchObject({
    'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-22T12:05:00Z',
  })
  await tick.clock.advance(MINUTE)
  expect((await tick.status())?.active).toBeUndefined()
  expect((await tick.status())?.lastSuccessfulTime).toBeDefined()
  await tick.clock.advance(5 * MINUTE)
  expect(await tick.jobs()).toHaveLength(1)
  expect(await tick.jobs()).not.toContain(first)
  expect(await tick.events()).toEqual([
    'SuccessfulCreate Created job JOB',
    'SawCompletedJob Saw completed job: JOB, condition: Complete',
    'SuccessfulCreate Created job JOB',
    'SuccessfulDelete Deleted job JOB',
    'SawCompletedJob Saw completed job: JOB, condition: Complete',
  ])
})

test.each([
  ['Allow', 3],
  ['Forbid', 1],
  ['Replace', 1],
])('with concurrency policy %s and Jobs that do not end', async (concurrencyPolicy, left) => {
  using tick = await setUp({ concurrencyPolicy }, 'by-hand')
  await tick.clock.advance(16 * MINUTE)
  expect(await tick.jobs()).toHaveLength(left)
  expect((await tick.status())?.active).toHaveLength(left)
})

test('times that were missed while it was stopped are made up for once, unless it is too late', async () => {
  using tick = await setUp({ startingDeadlineSeconds: 120 })
  const controller = tick.manager.controllers.get('cronjob-controller')!
  controller.stop()
  await tick.clock.advance(16 * MINUTE)
  controller.start()
  await tick.clock.advance(1_000)
  expect(await tick.jobs()).toEqual([`tick-${Date.UTC(2026, 10, 22, 12, 15) / MINUTE}`])
  controller.stop()
  await tick.clock.advance(8 * MINUTE)
  controller.start()
  await tick.clock.settle()
  expect(await tick.jobs()).toHaveLength(1)
})

test('schedules follow the clocks of their time zone', () => {
  const berlin = createZoneOffset('Europe/Berlin')
  const at = (schedule: string, after: string) => {
    const next = nextTime(parseCronSchedule(schedule), Date.parse(after), berlin)
    return next === undefined ? 'never' : new Date(next).toISOString()
  }
  expect(at('0 3 * * *', '2026-11-22T12:00:00Z')).toBe('2026-11-23T02:00:00.000Z')
  expect(at('0 3 * * *', '2026-07-01T12:00:00Z')).toBe('2026-07-02T01:00:00.000Z')
  // On 29 March clocks go from 2 to 3: half past two does not come that day.
  expect(at('30 2 * * *', '2026-03-28T12:00:00Z')).toBe('2026-03-30T00:30:00.000Z')
  expect(at('0 0 13 * fri', '2026-11-22T00:00:00Z')).toBe('2026-11-26T23:00:00.000Z')
  expect(at('0 0 29 2 *', '2026-03-01T00:00:00Z')).toBe('2028-02-28T23:00:00.000Z')
  expect(at('0 0 30 2 *', '2026-03-01T00:00:00Z')).toBe('never')
})

test('finds the latest of very many missed times', () => {
  const after = Date.UTC(2026, 0, 1)
  const now = Date.UTC(2026, 5, 1, 0, 0, 30)
  const { latest, tooMany } = missedTimes(parseCronSchedule('*/7 * * * *'), after, now, createZoneOffset(undefined))
  expect(new Date(latest!).toISOString()).toBe('2026-06-01T00:00:00.000Z')
  expect(tooMany).toBe(true)
})
