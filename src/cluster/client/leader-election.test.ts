import { expect, test } from 'vitest'
import { createTestCluster, type TestCluster } from '../../testing/cluster.ts'
import { ADMIN } from '../cluster.ts'
import { Event, Lease } from '../resources/generated/kinds.ts'
import { createLeaderElection } from './leader-election.ts'

const inSystem = { namespace: 'kube-system' }

function candidate({ cluster, clock, log }: TestCluster, identity: string) {
  const client = cluster.clientFor(ADMIN, identity)
  const said: string[] = []
  const election = createLeaderElection({
    client,
    clock,
    log,
    name: 'kube-scheduler',
    identity,
    onStartedLeading: () => said.push('leads'),
    onStoppedLeading: () => said.push('lost'),
  })
  return { election, said }
}

test('who comes second waits until a leader that crashed has been silent for the length of its lease', async () => {
  using plane = await createTestCluster()
  const [first, second] = [candidate(plane, 'first'), candidate(plane, 'second')]
  first.election.start()
  await plane.clock.advance(1_000)
  second.election.start()
  await plane.clock.advance(60_000)
  expect([first.said, second.said]).toEqual([['leads'], []])
  first.election.crash()
  await plane.clock.advance(13_000)
  expect(second.said).toEqual([])
  await plane.clock.advance(6_000)
  expect([first.said, second.said]).toEqual([['leads', 'lost'], ['leads']])
  const { spec } = await plane.client.get(Lease, 'kube-scheduler', inSystem)
  expect(spec).toMatchObject({ holderIdentity: 'second', leaseDurationSeconds: 15, leaseTransitions: 1 })
  const events = (await plane.client.list(Event, inSystem)).items
  expect(events.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
    'LeaderElection: first became leader',
    'LeaderElection: second became leader',
  ])
  second.election.crash()
})

test('a leader that stops gives its lease back, so that the next one leads at once', async () => {
  using plane = await createTestCluster()
  const [first, second] = [candidate(plane, 'first'), candidate(plane, 'second')]
  first.election.start()
  await plane.clock.advance(5_000)
  second.election.start()
  await plane.clock.settle()
  await first.election.stop()
  expect((await plane.client.get(Lease, 'kube-scheduler', inSystem)).spec?.holderIdentity).toBeFalsy()
  await plane.clock.advance(2_000)
  expect([first.election.leads, second.election.leads]).toEqual([false, true])
  second.election.crash()
})

test('a leader that cannot renew stops leading before its lease is over', async () => {
  using plane = await createTestCluster()
  const { election, said } = candidate(plane, 'first')
  election.start()
  await plane.clock.advance(3_000)
  const lease = await plane.client.get(Lease, 'kube-scheduler', inSystem)
  await plane.client.update(Lease, { ...lease, spec: { ...lease.spec, holderIdentity: 'thief' } })
  await plane.clock.advance(3_000)
  expect(said).toEqual(['leads', 'lost'])
  election.crash()
})
