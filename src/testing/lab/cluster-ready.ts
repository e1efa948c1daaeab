import { createIds, createVirtualClock, type VirtualClock } from '#base'
import { loadModels, startLab, type Lab } from '#lab'
import { createTestLog } from '../cluster.ts'

/** A lab of the scenario `cluster-ready` on a clock that stands still until it is told to move. */
export async function createClusterReadyLab(): Promise<{ lab: Lab; clock: VirtualClock }> {
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
  return { lab, clock }
}
