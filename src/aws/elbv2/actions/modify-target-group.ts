import { defineAction } from '../../define.ts'
import { findTargetGroup } from '../find.ts'
import { viewTargetGroup } from './describe-target-groups.ts'

interface Input {
  TargetGroupArn: string
  HealthCheckProtocol?: string
  HealthCheckPort?: string
  HealthCheckPath?: string
  HealthCheckEnabled?: boolean
  HealthCheckIntervalSeconds?: number
  HealthCheckTimeoutSeconds?: number
  HealthyThresholdCount?: number
  UnhealthyThresholdCount?: number
  Matcher?: { HttpCode?: string; GrpcCode?: string }
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyTargetGroup.html */
export const modifyTargetGroup = defineAction<Input>({
  name: 'ModifyTargetGroup',
  handle(call, { TargetGroupArn, ...changes }) {
    const group = findTargetGroup(call, TargetGroupArn)
    Object.assign(group, changes)
    return { TargetGroups: [viewTargetGroup(call, group)] }
  },
})
