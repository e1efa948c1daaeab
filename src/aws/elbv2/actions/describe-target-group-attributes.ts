import { defineAction } from '../../define.ts'
import { findTargetGroup } from '../find.ts'

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html */
export const describeTargetGroupAttributes = defineAction<{ TargetGroupArn: string }>({
  name: 'DescribeTargetGroupAttributes',
  handle: (call, { TargetGroupArn }) => ({ Attributes: findTargetGroup(call, TargetGroupArn).attributes }),
})
