import { defineAction } from '../../define.ts'
import { findNodegroup, nodegroupResources, type NodegroupKey } from '../nodegroups.ts'
import type { Nodegroup } from '../model/nodegroup.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeNodegroup.html */
export const describeNodegroup = defineAction<NodegroupKey>({
  name: 'DescribeNodegroup',
  resources: nodegroupResources,
  handle: (call, key) => ({ nodegroup: viewNodegroup(findNodegroup(call, key).nodegroup) }),
})

/** A node group as the API answers it: its resources are shown once there are any. */
export const viewNodegroup = ({ resources, ...nodegroup }: Nodegroup): object => ({
  ...nodegroup,
  ...(resources.autoScalingGroups.length > 0 && { resources }),
})
