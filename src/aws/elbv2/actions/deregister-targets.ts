import { defineAction } from '../../define.ts'
import { findTargetGroup } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html */
export const deregisterTargets = defineAction<{ TargetGroupArn: string; Targets: { Id: string; Port?: number }[] }>({
  name: 'DeregisterTargets',
  handle(call, { TargetGroupArn, Targets }) {
    const group = findTargetGroup(call, TargetGroupArn)
    group.targets = group.targets.filter(
      (target) => !Targets.some(({ Id, Port }) => Id === target.Id && (Port === undefined || Port === target.Port)),
    )
  },
})
