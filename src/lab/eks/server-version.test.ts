import { expect, test } from 'vitest'
import { ADMIN } from '#cluster'
import { createClusterReadyLab } from '../../testing/lab/cluster-ready.ts'
import { untilDone } from '../../testing/until-done.ts'

test('an upgraded cluster calls itself by its new version', async () => {
  const { lab, clock } = await createClusterReadyLab()
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
