import { autoScalingErrors } from '../errors.ts'
import { defineAction } from '../../define.ts'
import { findGroup, resizeGroup } from '../groups.ts'
import { findTemplateVersion } from '../../ec2/launch-templates.ts'

interface Input {
  AutoScalingGroupName: string
  MinSize?: number
  MaxSize?: number
  DesiredCapacity?: number
  LaunchTemplate?: { LaunchTemplateId?: string; LaunchTemplateName?: string; Version?: string }
  VPCZoneIdentifier?: string
  DefaultCooldown?: number
  HealthCheckType?: string
  HealthCheckGracePeriod?: number
  NewInstancesProtectedFromScaleIn?: boolean
  TerminationPolicies?: string[]
  CapacityRebalance?: boolean
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
export const updateAutoScalingGroup = defineAction<Input>({
  name: 'UpdateAutoScalingGroup',
  unsupported: [
    'LaunchConfigurationName',
    'MixedInstancesPolicy',
    'PlacementGroup',
    'MaxInstanceLifetime',
    'AvailabilityZones',
    'DesiredCapacityType',
    'DefaultInstanceWarmup',
    'InstanceMaintenancePolicy',
  ],
  handle(call, input) {
    const group = findGroup(call, input.AutoScalingGroupName)
    const min = input.MinSize ?? group.MinSize
    const max = input.MaxSize ?? group.MaxSize
    if (min > max)
      throw autoScalingErrors.validation(`Min bound, ${min}, must be less than or equal to max bound, ${max}`)
    const desired = input.DesiredCapacity ?? group.DesiredCapacity
    if (input.DesiredCapacity !== undefined && (desired < min || desired > max)) {
      throw autoScalingErrors.validation(
        `Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`,
      )
    }
    if (input.LaunchTemplate) {
      const { LaunchTemplateId, LaunchTemplateName, Version = '$Default' } = input.LaunchTemplate
      const { template } = findTemplateVersion(call, LaunchTemplateId, LaunchTemplateName, Version)
      group.launchTemplate = { id: template.LaunchTemplateId, version: Version }
    }
    if (input.VPCZoneIdentifier !== undefined) {
      group.subnetIds = input.VPCZoneIdentifier.split(',')
      group.AvailabilityZones = [
        ...new Set(group.subnetIds.map((id) => call.here.ec2.subnets[id]?.AvailabilityZone ?? '')),
      ].sort()
    }
    group.DefaultCooldown = input.DefaultCooldown ?? group.DefaultCooldown
    group.HealthCheckType = input.HealthCheckType ?? group.HealthCheckType
    group.HealthCheckGracePeriod = input.HealthCheckGracePeriod ?? group.HealthCheckGracePeriod
    group.NewInstancesProtectedFromScaleIn =
      input.NewInstancesProtectedFromScaleIn ?? group.NewInstancesProtectedFromScaleIn
    group.TerminationPolicies = input.TerminationPolicies ?? group.TerminationPolicies
    group.CapacityRebalance = input.CapacityRebalance ?? group.CapacityRebalance
    resizeGroup(call, group, { min, max, desired })
  },
})
