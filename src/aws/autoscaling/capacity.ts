import { finishActivity, startActivity } from './activities.ts'
import { endInstance } from './jobs/end-instance.ts'
import { launchInstance } from '../ec2/instances.ts'
import { ROOT_DISK_GB } from '../ec2/root-disk.ts'
import { findTemplateVersion } from '../ec2/launch-templates.ts'
import { AwsError } from '../wire/aws-error.ts'
import { wayOut } from '../ec2/networks.ts'
import { instanceProfileOf } from './instance-profile.ts'
import type { AutoScalingGroup, GroupInstance } from './state.ts'
import type { Scope } from '../scope.ts'
import type { Subnet } from '../ec2/model/network.ts'

const END_MS = 2000

/** Instances that count towards the desired capacity. */
export const liveInstances = (group: AutoScalingGroup): GroupInstance[] =>
  group.instances.filter(({ LifecycleState }) => LifecycleState === 'Pending' || LifecycleState === 'InService')

/** Launches instances, and begins to end them, until the group has its desired capacity.
 *  @param cause why, for the activities: `a user request explicitly set group desired capacity …`. */
export function reconcileGroup(scope: Scope, group: AutoScalingGroup, cause: string): void {
  const missing = group.DesiredCapacity - liveInstances(group).length
  if (missing > 0 && !group.suspended.includes('Launch')) {
    for (let i = 0; i < missing; i++) if (!launchOne(scope, group, cause)) return
  }
  if (missing < 0 && !group.suspended.includes('Terminate')) {
    for (const member of pickLeaving(group, -missing)) beginToEnd(scope, group, member, cause)
  }
}

/** Takes one instance out of service; who holds it is told first, then it is terminated. */
export function beginToEnd(scope: Scope, group: AutoScalingGroup, member: GroupInstance, cause: string): void {
  member.LifecycleState = 'Terminating:Wait'
  startActivity(scope, group, `Terminating EC2 instance: ${member.InstanceId}`, cause, member, member.InstanceId)
  scope.account.schedule(
    scope.region,
    endInstance,
    { group: group.AutoScalingGroupName, instanceId: member.InstanceId },
    END_MS,
  )
}

/** Launches one instance in the zone that has the fewest. @returns whether it could. */
function launchOne(scope: Scope, group: AutoScalingGroup, cause: string): boolean {
  const { account, here } = scope
  const subnet = emptiestSubnet(scope, group)
  const { template, version } = findTemplateVersion(
    scope,
    group.launchTemplate.id,
    undefined,
    group.launchTemplate.version,
  )
  const data = version.LaunchTemplateData
  try {
    const instance = launchInstance(scope, {
      imageId: data.ImageId!,
      type: group.instanceTypes[0] ?? data.InstanceType!,
      subnet,
      groups: data.SecurityGroupIds ?? data.NetworkInterfaces?.[0]?.Groups ?? [],
      diskGb: data.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize ?? ROOT_DISK_GB,
      publicIp: subnet.MapPublicIpOnLaunch && wayOut(scope, subnet) === 'internet',
      tags: [
        ...(data.TagSpecifications?.find((spec) => spec.ResourceType === 'instance')?.Tags ?? []),
        ...group.tags.filter((tag) => tag.PropagateAtLaunch).map(({ Key, Value }) => ({ Key, Value })),
        { Key: 'aws:autoscaling:groupName', Value: group.AutoScalingGroupName },
        { Key: 'aws:ec2launchtemplate:id', Value: template.LaunchTemplateId },
        { Key: 'aws:ec2launchtemplate:version', Value: String(version.VersionNumber) },
      ],
      ...instanceProfileOf(account, data),
      ...(data.KeyName !== undefined && { keyName: data.KeyName }),
      spot: group.spot,
      requester: 'autoscaling.amazonaws.com',
    })
    group.instances.push({
      InstanceId: instance.InstanceId,
      InstanceType: instance.InstanceType,
      AvailabilityZone: instance.AvailabilityZone,
      LifecycleState: 'Pending',
      HealthStatus: 'Healthy',
      LaunchTemplate: {
        LaunchTemplateId: template.LaunchTemplateId,
        LaunchTemplateName: template.LaunchTemplateName,
        Version: String(version.VersionNumber),
      },
      ProtectedFromScaleIn: group.NewInstancesProtectedFromScaleIn,
    })
    startActivity(
      scope,
      group,
      `Launching a new EC2 instance: ${instance.InstanceId}`,
      cause,
      instance,
      instance.InstanceId,
    )
    return true
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    const activity = startActivity(
      scope,
      group,
      'Launching a new EC2 instance',
      cause,
      here.ec2.subnets[subnet.SubnetId]!,
    )
    finishActivity(account, activity, 'Failed', `${error.message} Launching EC2 instance failed.`)
    return false
  }
}

function emptiestSubnet({ here }: Scope, group: AutoScalingGroup): Subnet {
  const count = (subnet: Subnet) =>
    liveInstances(group).filter((instance) => instance.AvailabilityZone === subnet.AvailabilityZone).length
  const subnets = group.subnetIds.map((id) => here.ec2.subnets[id]).filter((subnet) => subnet !== undefined)
  return subnets.reduce((best, subnet) => (count(subnet) < count(best) ? subnet : best))
}

/** The zone with the most instances loses one first; within it those of an old template version, then the oldest. */
function pickLeaving(group: AutoScalingGroup, count: number): GroupInstance[] {
  const candidates = liveInstances(group).filter((instance) => !instance.ProtectedFromScaleIn)
  const leaving: GroupInstance[] = []
  while (leaving.length < count && candidates.length > 0) {
    const perZone = Map.groupBy(candidates, (instance) => instance.AvailabilityZone)
    const fullest = [...perZone.values()].reduce((best, zone) => (zone.length > best.length ? zone : best))
    const old =
      fullest.find((instance) => instance.LaunchTemplate.Version !== group.launchTemplate.version) ?? fullest[0]!
    candidates.splice(candidates.indexOf(old), 1)
    leaving.push(old)
  }
  return leaving
}
