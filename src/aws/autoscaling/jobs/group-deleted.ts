import { defineJob } from '../../define.ts'

const LOOK_AGAIN_MS = 10_000

/** A group goes when its last instance has gone. */
export const groupDeleted = defineJob<{ group: string }>({
  name: 'autoscaling.group-deleted',
  run({ account, region, here }, { group: name }) {
    const group = here.autoscaling.groups[name]
    if (!group?.deleting) return
    if (group.instances.length > 0) account.schedule(region, groupDeleted, { group: name }, LOOK_AGAIN_MS)
    else delete here.autoscaling.groups[name]
  },
})
