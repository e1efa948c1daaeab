import { Pod } from '../../resources/generated/kinds.ts'
import { byController } from '../shared/owner-index.ts'
import { isFinished } from '../shared/pods.ts'
import { syncCurrent } from './current-replica-set.ts'
import { replicasOf, sizeOf, totalStatus } from './replica-sets.ts'
import { resize, type Rollout } from './rollout.ts'

/** Takes the next step of a rollout that first ends all old pods. @returns whether it has to wait for that. */
export async function recreate(rollout: Rollout): Promise<boolean> {
  await syncCurrent(rollout, false)
  let scaledDown = false
  for (const old of rollout.sets.old) if (sizeOf(old) > 0) scaledDown = (await resize(rollout, old, 0)) || scaledDown
  if (scaledDown || oldPodsRun(rollout)) return true
  if (!rollout.sets.current) await syncCurrent(rollout, true)
  const { deployment, sets } = rollout
  if (sets.current) await resize(rollout, sets.current, replicasOf(deployment))
  return false
}

function oldPodsRun({ sets, context: { cache } }: Rollout): boolean {
  if (totalStatus(sets.old, 'replicas') > 0) return true
  return sets.old.some(({ metadata }) =>
    cache(Pod)
      .by(byController, metadata.uid)
      .some((pod) => !isFinished(pod)),
  )
}
