import { expect, test } from 'vitest'
import { createTestCluster } from '../../testing/cluster.ts'
import { ConfigMap, Event } from '../resources/generated/kinds.ts'
import { createEventRecorder } from './event-recorder.ts'
import { createSeriesRecorder } from './series-recorder.ts'

async function setUp() {
  const plane = await createTestCluster()
  const { client, clock, log } = plane
  const subject = await client.create(ConfigMap, { metadata: { name: 'shop', namespace: 'default' } })
  const recorder = createEventRecorder({ client, clock, log, component: 'shop-controller' })
  const events = async () => {
    await clock.settle()
    return (await client.list(Event, { namespace: 'default' })).items
      .map(({ count, message }) => `${count} ${message}`)
      .sort()
  }
  return { plane, clock, subject, recorder, events }
}

test('the same again raises a count and keeps the first time', async () => {
  const { plane, clock, subject, recorder, events } = await setUp()
  using _ = plane
  recorder.event(subject, 'Normal', 'Opened', 'the shop is open')
  await clock.advance(60_000)
  recorder.event(subject, 'Normal', 'Opened', 'the shop is open')
  recorder.event(subject, 'Warning', 'Opened', 'the shop is open')
  expect(await events()).toEqual(['1 the shop is open', '2 the shop is open'])
  const [twice] = (await plane.client.list(Event, { namespace: 'default' })).items.filter(({ count }) => count === 2)
  expect(Date.parse(twice!.lastTimestamp!) - Date.parse(twice!.firstTimestamp!)).toBe(60_000)
  expect(twice).toMatchObject({
    source: { component: 'shop-controller' },
    involvedObject: { kind: 'ConfigMap', name: 'shop', uid: subject.metadata.uid },
  })
})

test('from the tenth of its kind on, similar events are one', async () => {
  const { plane, subject, recorder, events } = await setUp()
  using _ = plane
  for (let i = 0; i < 13; i++) recorder.event(subject, 'Normal', 'Sold', `sold ${i}`)
  const all = await events()
  expect(all).toHaveLength(10)
  expect(all).toContain('4 (combined from similar events): sold 12')
})

test('an object that has too much to say is silenced, and heard again later', async () => {
  const { plane, clock, subject, recorder, events } = await setUp()
  using _ = plane
  for (let i = 0; i < 40; i++) recorder.event(subject, 'Normal', `Reason${i}`, 'again')
  expect(await events()).toHaveLength(25)
  await clock.advance(300_000)
  recorder.event(subject, 'Normal', 'Later', 'again')
  recorder.event(subject, 'Normal', 'TooMuch', 'again')
  expect(await events()).toHaveLength(26)
})

test('two components that speak of an object within a millisecond are both heard', async () => {
  const { plane, clock, subject, recorder, events } = await setUp()
  using _ = plane
  const { client, log } = plane
  const series = createSeriesRecorder({ client, clock, log, controller: 'till', instance: 'till-1' })
  const other = createEventRecorder({ client, clock, log, component: 'door' })
  recorder.event(subject, 'Normal', 'Opened', 'one')
  other.event(subject, 'Normal', 'Opened', 'two')
  series.event({ regarding: subject, type: 'Normal', reason: 'Opened', action: 'Opening', note: 'three' })
  series.event({ regarding: subject, type: 'Normal', reason: 'Opened', action: 'Opening', note: 'three' })
  expect((await events()).map((event) => event.split(' ')[1])).toEqual(['one', 'two', 'three'])
  const [third] = (await client.list(Event, { namespace: 'default' })).items.filter(
    ({ message }) => message === 'three',
  )
  expect(third?.series?.count).toBe(2)
})
