import { expect, test } from 'vitest'
import { untilDone } from '../../testing/until-done.ts'
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

test('a copied lab goes on where it was copied: its control plane leads, its nodes and their containers run', async () => {
  for (const id of ['first', 'second']) {
    const settings = options(id)
    const lab = await startLab('cluster-ready', settings)
    try {
      const { cluster } = [...lab.clusters.values()][0]!
      const client = cluster.clientFor(ADMIN, 'test')
      const system = async () =>
        (await client.list(kinds.Pod, { namespace: 'kube-system' })).items.map(({ metadata, status }) => ({
          name: metadata.name,
          ip: status?.podIP,
          containers: status?.containerStatuses,
        }))
      const before = await system()
      expect(before.length).toBeGreaterThan(0)

      const labels = { app: 'web' }
      await client.create(kinds.Deployment, {
        metadata: { name: 'web', namespace: 'default' },
        spec: {
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: 'nginx', image: 'nginx:1.29' }] } },
        },
      })
      await untilDone(settings.clock, async () => {
        const [pod] = (await client.list(kinds.Pod, { namespace: 'default' })).items
        return pod?.status?.phase === 'Running'
      })
      expect(await system()).toEqual(before)
      const nodes = (await client.list(kinds.Node)).items
      expect(nodes.flatMap(({ spec }) => spec?.taints ?? [])).toEqual([])
    } finally {
      lab.close()
    }
  }
})
