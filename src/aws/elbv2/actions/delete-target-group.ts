import { defineAction } from '../../define.ts'
import { elbv2Errors } from '../errors.ts'
import { loadBalancersOf } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html */
export const deleteTargetGroup = defineAction<{ TargetGroupArn: string }>({
  name: 'DeleteTargetGroup',
  handle(call, { TargetGroupArn }) {
    if (loadBalancersOf(call, TargetGroupArn).length > 0) throw elbv2Errors.targetGroupInUse(TargetGroupArn)
    delete call.here.elbv2.targetGroups[TargetGroupArn]
  },
})
