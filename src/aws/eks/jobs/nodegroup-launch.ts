import { addGroup } from '../../autoscaling/groups.ts'
import { addTemplate } from '../../ec2/launch-templates.ts'
import { defineJob } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { failCreation, groupName, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'
import { launchData } from '../launch-data.ts'
import { nodegroupSettled } from './nodegroup-settled.ts'
import { wayOut } from '../../ec2/networks.ts'

/** EKS makes what a node group consists of: instance profile, launch template, Auto Scaling group. */
export const nodegroupLaunch = defineJob<NodegroupKey>({
  name: 'eks.nodegroup-launch',
  run(scope, key) {
    const found = lookUpNodegroup(scope, key)
    if (!found || found.nodegroup.status !== 'CREATING' || found.nodegroup.resources.autoScalingGroups.length > 0)
      return
    const { record, nodegroup } = found
    const { account, region, here } = scope
    const privateInPublic = nodegroup.subnets.filter((id) => {
      const subnet = here.ec2.subnets[id]
      return subnet && !subnet.MapPublicIpOnLaunch && wayOut(scope, subnet) === 'internet'
    })
    if (privateInPublic.length > 0) {
      failCreation(nodegroup, account.clock.now(), {
        code: 'Ec2SubnetInvalidConfiguration',
        message: `One or more Amazon EC2 Subnets of [${privateInPublic.join(', ')}] for node group ${nodegroup.nodegroupName} does not automatically assign public IP addresses to instances launched into it. If you want your instances to be assigned a public IP address, then you need to enable auto-assign public IP address for the subnet. See IP addressing in VPC guide: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html#subnet-public-ip`,
        resourceIds: privateInPublic,
      })
      return
    }
    const template = addTemplate(
      scope,
      `eks-${nodegroup.uuid}`,
      launchData(scope, record.cluster, nodegroup),
      `arn:aws:sts::${account.id}:assumed-role/AWSServiceRoleForAmazonEKSNodegroup/EKS`,
      [
        { Key: 'eks:cluster-name', Value: record.cluster.name },
        { Key: 'eks:nodegroup-name', Value: nodegroup.nodegroupName },
      ],
    )
    nodegroup.launchTemplateId = template.LaunchTemplateId
    const { minSize, maxSize, desiredSize } = nodegroup.scalingConfig
    const group = addGroup(scope, {
      name: groupName(nodegroup),
      launchTemplate: { id: template.LaunchTemplateId, version: '1' },
      instanceTypes: nodegroup.instanceTypes ?? [],
      spot: nodegroup.capacityType === 'SPOT',
      mixed: true,
      minSize,
      maxSize,
      desiredCapacity: desiredSize,
      subnetIds: nodegroup.subnets,
      healthCheckGracePeriod: 15,
      capacityRebalance: true,
      terminationPolicies: ['AllocationStrategy', 'OldestLaunchTemplate', 'OldestInstance'],
      tags: [
        { Key: 'eks:cluster-name', Value: record.cluster.name },
        { Key: 'eks:nodegroup-name', Value: nodegroup.nodegroupName },
        { Key: `k8s.io/cluster-autoscaler/${record.cluster.name}`, Value: 'owned' },
        { Key: 'k8s.io/cluster-autoscaler/enabled', Value: 'true' },
        { Key: `kubernetes.io/cluster/${record.cluster.name}`, Value: 'owned' },
      ].map((tag) => ({ ...tag, PropagateAtLaunch: true })),
    })
    nodegroup.resources.autoScalingGroups = [{ name: group.AutoScalingGroupName }]
    if (desiredSize === 0) account.schedule(region, nodegroupSettled, key, DURATIONS.nodegroupSettleMs)
  },
})
