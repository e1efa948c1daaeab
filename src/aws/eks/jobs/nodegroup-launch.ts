import { addGroup } from '../../autoscaling/groups.ts'
import { addTemplate, findTemplateVersion } from '../../ec2/launch-templates.ts'
import { defineJob } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksImage, type AmiType } from '../../ec2/images.ts'
import { failCreation, groupName, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'
import { findVersion } from '../data/versions.ts'
import { iamId } from '../../iam/ids.ts'
import { nodegroupSettled } from './nodegroup-settled.ts'
import { roleOfArn } from '../../iam/roles.ts'
import { wayOut } from '../../ec2/networks.ts'
import type { ClusterRecord } from '../model/cluster.ts'
import type { InstanceProfile } from '../../iam/state.ts'
import type { LaunchTemplateData } from '../../ec2/model/launch-template.ts'
import type { Nodegroup } from '../model/nodegroup.ts'
import type { Scope } from '../../scope.ts'

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
      templateData(scope, record, nodegroup),
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

/** What nodes are launched from: the author's own template with what EKS adds. */
function templateData(scope: Scope, { cluster }: ClusterRecord, nodegroup: Nodegroup): LaunchTemplateData {
  const { region } = scope
  const own = nodegroup.launchTemplate
  const base = own ? findTemplateVersion(scope, own.id, own.name, own.version).version.LaunchTemplateData : {}
  const image = eksImage(region, findVersion(nodegroup.version)!, nodegroup.amiType as AmiType)
  const groups = [cluster.resourcesVpcConfig.clusterSecurityGroupId!]
  return {
    ...base,
    IamInstanceProfile: { Name: instanceProfile(scope, nodegroup).InstanceProfileName },
    ImageId: base.ImageId ?? image.id,
    SecurityGroupIds: base.SecurityGroupIds ?? base.NetworkInterfaces?.[0]?.Groups ?? groups,
    BlockDeviceMappings: base.BlockDeviceMappings ?? [
      { DeviceName: '/dev/xvda', Ebs: { VolumeSize: nodegroup.diskSize ?? 20, VolumeType: 'gp3' } },
    ],
    MetadataOptions: { HttpPutResponseHopLimit: 2 },
    ...(nodegroup.remoteAccess?.ec2SshKey !== undefined && { KeyName: nodegroup.remoteAccess.ec2SshKey }),
    TagSpecifications: [
      {
        ResourceType: 'instance',
        Tags: [
          { Key: 'eks:cluster-name', Value: cluster.name },
          { Key: 'eks:nodegroup-name', Value: nodegroup.nodegroupName },
          { Key: 'aws:eks:cluster-name', Value: cluster.name },
          ...(base.TagSpecifications?.find((spec) => spec.ResourceType === 'instance')?.Tags ?? []),
        ],
      },
    ],
  }
}

function instanceProfile({ account }: Scope, nodegroup: Nodegroup): InstanceProfile {
  const name = `eks-${nodegroup.uuid}`
  return (account.state.iam.instanceProfiles[name] ??= {
    InstanceProfileName: name,
    InstanceProfileId: iamId(account, 'AIPA'),
    Arn: `arn:aws:iam::${account.id}:instance-profile/${name}`,
    Path: '/',
    CreateDate: account.clock.now(),
    Tags: [],
    roleName: roleOfArn(account, nodegroup.nodeRole)?.RoleName ?? '',
  })
}
