import { dictionary } from '../dictionary.ts'

/** A tag of a group; `PropagateAtLaunch` gives it to instances as well. */
export interface GroupTag {
  Key: string
  Value: string
  PropagateAtLaunch: boolean
}

/** An instance of a group. */
export interface GroupInstance {
  InstanceId: string
  InstanceType: string
  AvailabilityZone: string
  LifecycleState: 'Pending' | 'InService' | 'Terminating:Wait' | 'Terminating' | 'Detached'
  HealthStatus: 'Healthy' | 'Unhealthy'
  LaunchTemplate: { LaunchTemplateId: string; LaunchTemplateName: string; Version: string }
  ProtectedFromScaleIn: boolean
}

/** Something that a group did. */
export interface ScalingActivity {
  ActivityId: string
  Description: string
  Cause: string
  StartTime: number
  EndTime?: number
  StatusCode: 'InProgress' | 'Successful' | 'Failed' | 'Cancelled'
  StatusMessage?: string
  Progress: number
  Details: string
  instanceId?: string
}

/** A group of instances that is kept at a size. */
export interface AutoScalingGroup {
  AutoScalingGroupName: string
  AutoScalingGroupARN: string
  launchTemplate: { id: string; version: string }
  /** Instance types to launch; the template's when empty. */
  instanceTypes: string[]
  spot: boolean
  /** The template stands in a mixed instances policy. */
  mixed: boolean
  MinSize: number
  MaxSize: number
  DesiredCapacity: number
  DefaultCooldown: number
  HealthCheckType: string
  HealthCheckGracePeriod: number
  subnetIds: string[]
  AvailabilityZones: string[]
  CreatedTime: number
  suspended: string[]
  tags: GroupTag[]
  NewInstancesProtectedFromScaleIn: boolean
  ServiceLinkedRoleARN: string
  TerminationPolicies: string[]
  TargetGroupARNs: string[]
  CapacityRebalance: boolean
  instances: GroupInstance[]
  /** Newest first. */
  activities: ScalingActivity[]
  deleting: boolean
}

/** Auto Scaling in one region: groups by name. */
export interface AutoScalingState {
  groups: Record<string, AutoScalingGroup>
}

/** Auto Scaling in a region nobody has used yet. */
export const emptyAutoScalingState = (): AutoScalingState => ({ groups: dictionary() })
