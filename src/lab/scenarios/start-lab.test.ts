import { expect, test } from 'vitest'
import { createIds, createVirtualClock } from '#base'
import { ADMIN, kinds } from '#cluster'
import { createTestLog } from '../../testing/cluster.ts'
import { loadModels } from '../lab.ts'
import { startLab } from './start-lab.ts'

const options = (id: string) => ({
  id,
  clock: createVirtualClock(),
  ids: createIds(),
  log: createTestLog(),
  pace: 20,
  accountId: '111122223333',
  region: 'us-west-2',
  models,
})
const models = loadModels()

test('a copied lab runs what it is given: its control plane has leaders, its nodes their kubelets', async () => {
  for (const id of ['first', 'second']) {
    const settings = options(id)
    const lab = await startLab('cluster-ready', settings)
    try {
      const { cluster } = [...lab.clusters.values()][0]!
      const client = cluster.clientFor(ADMIN, 'test')
      const labels = { app: 'web' }
      await client.create(kinds.Deployment, {
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'nginx', image: 'nginx:1.29' }] } },
        },
      })
      await settings.clock.advance(60_000)
      const [pod, ...others] = (await client.list(kinds.Pod, { namespace: 'default' })).items
      expect(others).toEqual([])
      expect(pod!.status?.phase).toBe('Running')
    } finally {
      lab.close()
    }
  }
})
