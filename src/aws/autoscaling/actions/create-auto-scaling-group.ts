import { addGroup } from '../groups.ts'
import { autoScalingErrors } from '../errors.ts'
import { defineAction } from '../../define.ts'
import { findTemplateVersion } from '../../ec2/launch-templates.ts'
import { findSubnet } from '../../ec2/find.ts'

interface Input {
  AutoScalingGroupName: string
  MinSize: number
  MaxSize: number
  DesiredCapacity?: number
  LaunchTemplate?: { LaunchTemplateId?: string; LaunchTemplateName?: string; Version?: string }
  VPCZoneIdentifier?: string
  AvailabilityZones?: string[]
  Tags?: { Key: string; Value?: string; PropagateAtLaunch?: boolean }[]
  DefaultCooldown?: number
  HealthCheckGracePeriod?: number
  NewInstancesProtectedFromScaleIn?: boolean
  TerminationPolicies?: string[]
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html */
export const createAutoScalingGroup = defineAction<Input>({
  name: 'CreateAutoScalingGroup',
  unsupported: [
    'LaunchConfigurationName',
    'MixedInstancesPolicy',
    'InstanceId',
    'LoadBalancerNames',
    'TargetGroupARNs',
    'PlacementGroup',
    'LifecycleHookSpecificationList',
    'MaxInstanceLifetime',
    'TrafficSources',
    'InstanceMaintenancePolicy',
  ],
  handle(call, input) {
    const { here } = call
    if (here.autoscaling.groups[input.AutoScalingGroupName])
      throw autoScalingErrors.groupExists(input.AutoScalingGroupName)
    if (!input.LaunchTemplate) throw autoScalingErrors.noTemplate()
    const { LaunchTemplateId, LaunchTemplateName, Version = '$Default' } = input.LaunchTemplate
    const { template, version } = findTemplateVersion(call, LaunchTemplateId, LaunchTemplateName, Version)
    if (version.LaunchTemplateData.ImageId === undefined || version.LaunchTemplateData.InstanceType === undefined) {
      throw autoScalingErrors.validation(
        'You must use a valid fully-formed launch template. The request must contain the parameter ImageId and InstanceType',
      )
    }
    const desired = input.DesiredCapacity ?? input.MinSize
    if (desired < input.MinSize || desired > input.MaxSize) {
      throw autoScalingErrors.validation(
        `Desired capacity:${desired} must be between the specified min size:${input.MinSize} and max size:${input.MaxSize}`,
      )
    }
    const zones = input.AvailabilityZones ?? []
    const subnetIds =
      input.VPCZoneIdentifier?.split(',') ??
      Object.values(here.ec2.subnets)
        .filter((subnet) => subnet.DefaultForAz && zones.includes(subnet.AvailabilityZone))
        .map((subnet) => subnet.SubnetId)
    subnetIds.forEach((id) => findSubnet(call, id))
    if (subnetIds.length === 0)
      throw autoScalingErrors.validation('At least one Availability Zone or VPC Subnet is required.')
    addGroup(call, {
      name: input.AutoScalingGroupName,
      launchTemplate: { id: template.LaunchTemplateId, version: Version },
      minSize: input.MinSize,
      maxSize: input.MaxSize,
      desiredCapacity: desired,
      subnetIds,
      tags: (input.Tags ?? []).map(({ Key, Value = '', PropagateAtLaunch = false }) => ({
        Key,
        Value,
        PropagateAtLaunch,
      })),
      ...(input.DefaultCooldown !== undefined && { defaultCooldown: input.DefaultCooldown }),
      ...(input.HealthCheckGracePeriod !== undefined && { healthCheckGracePeriod: input.HealthCheckGracePeriod }),
      ...(input.NewInstancesProtectedFromScaleIn && { protectedFromScaleIn: true }),
      ...(input.TerminationPolicies && { terminationPolicies: input.TerminationPolicies }),
    })
  },
})
