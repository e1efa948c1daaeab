import { expect, test } from 'vitest'
import { createIds, createVirtualClock } from '#base'
import { ADMIN } from '#cluster'
import { createTestLog } from '../../testing/cluster.ts'
import { untilDone } from '../../testing/until-done.ts'
import { loadModels } from '../lab.ts'
import { startLab } from '../scenarios/start-lab.ts'

test('an upgraded cluster calls itself by its new version', async () => {
  const clock = createVirtualClock()
  const lab = await startLab('cluster-ready', {
    id: 'lab',
    clock,
    ids: createIds(),
    log: createTestLog(),
    pace: 20,
    accountId: '111122223333',
    region: 'us-west-2',
    models: loadModels(),
  })
  try {
    const [cluster] = lab.clusters.values()
    const version = async () => {
      const get = {
        method: 'GET',
        path: '/version',
        query: '',
        headers: {},
        user: ADMIN,
        signal: AbortSignal.timeout(5000),
      }
      return JSON.parse(String((await cluster!.handle(get)).body)) as object
    }
    expect(await version()).toMatchObject({ minor: '35', gitVersion: expect.stringMatching(/^v1\.35\.\d+-eks-/) })
    await lab.account.invoke('eks', 'UpdateClusterVersion', { name: 'demo', version: '1.36' })
    const { eks } = lab.account.core.in('us-west-2').here
    await untilDone(clock, async () => eks.clusters['demo']!.cluster.version === '1.36')
    expect(await version()).toMatchObject({ minor: '36', gitVersion: expect.stringMatching(/^v1\.36\.\d+-eks-/) })
  } finally {
    lab.close()
  }
})
