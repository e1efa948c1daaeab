import { defineJob } from '../../define.ts'
import { reconcileGroup } from '../capacity.ts'

/** A group looks whether it has the size that it should have. */
export const reconcile = defineJob<{ group: string; cause: string }>({
  name: 'autoscaling.reconcile',
  run(scope, { group: name, cause }) {
    const group = scope.here.autoscaling.groups[name]
    if (group) reconcileGroup(scope, group, cause)
  },
})
