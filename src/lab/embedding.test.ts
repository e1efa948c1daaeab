// How others use a cluster in tests of their own; the page "Running it yourself" points here.
import { expect, test } from 'vitest'
import { createConsoleLog, createSeededIds, createVirtualClock } from '#base'
import { ADMIN, kinds } from '#cluster'
import { createHeadlessLab, loadModels } from '#lab'

test('the pods of a node that is gone run on the others, after ten minutes of the cluster and a moment of ours', async () => {
  const clock = createVirtualClock()
  // The same seed gives the same names, addresses and decisions.
  const context = { id: 'embedded', clock, ids: createSeededIds(1), log: createConsoleLog('lab'), pace: 1 }
  const account = { accountId: '111122223333', region: 'us-west-2', models: loadModels() }
  const lab = await createHeadlessLab({ flavor: 'vanilla', fakeNodes: 3 }, { ...context, ...account })
  const client = [...lab.clusters.values()][0]!.cluster.clientFor(ADMIN, 'my-test')

  const labels = { app: 'web' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'example.com/any:1' }] } }
  const metadata = { name: 'web', namespace: 'default' }
  await client.create(kinds.Deployment, {
    metadata,
    spec: { replicas: 6, selector: { matchLabels: labels }, template },
  })
  const runningOn = async () => {
    const { items } = await client.list(kinds.Pod, { namespace: 'default' })
    return items.filter(({ status }) => status?.phase === 'Running').map(({ spec }) => spec!.nodeName!)
  }
  await clock.advance(60_000)
  const before = await runningOn()
  expect(before).toHaveLength(6)
  expect(new Set(before).size).toBe(3)

  await client.delete(kinds.Node, before[0]!)
  await clock.advance(600_000)
  const after = await runningOn()
  expect(after).toHaveLength(6)
  expect(after).not.toContain(before[0])
  lab.close()
})
