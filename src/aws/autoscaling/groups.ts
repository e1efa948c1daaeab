import { autoScalingErrors } from './errors.ts'
import { ensureServiceLinkedRole } from '../iam/service-linked-roles.ts'
import { reconcile } from './jobs/reconcile.ts'
import type { AutoScalingGroup, GroupTag } from './state.ts'
import type { Scope } from '../scope.ts'

/** What a new group is made of. */
export interface NewGroup {
  name: string
  launchTemplate: { id: string; version: string }
  instanceTypes?: string[]
  spot?: boolean
  mixed?: boolean
  minSize: number
  maxSize: number
  desiredCapacity: number
  subnetIds: string[]
  tags: GroupTag[]
  healthCheckGracePeriod?: number
  defaultCooldown?: number
  targetGroupArns?: string[]
  protectedFromScaleIn?: boolean
  terminationPolicies?: string[]
  capacityRebalance?: boolean
}

/** How long a group takes to notice that it has another size than it should. */
const NOTICE_MS = 3000

/** A group by name.
 *  @throws AwsError ValidationError. */
export function findGroup({ here }: Scope, name: string): AutoScalingGroup {
  const group = here.autoscaling.groups[name]
  if (!group) throw autoScalingErrors.noSuchGroup(name)
  return group
}

/** Makes a group and lets it launch its instances. */
export function addGroup(scope: Scope, spec: NewGroup): AutoScalingGroup {
  const { account, region, here } = scope
  const now = account.clock.now()
  const group: AutoScalingGroup = {
    AutoScalingGroupName: spec.name,
    AutoScalingGroupARN: `arn:aws:autoscaling:${region}:${account.id}:autoScalingGroup:${account.ids.uuid()}:autoScalingGroupName/${spec.name}`,
    launchTemplate: spec.launchTemplate,
    instanceTypes: spec.instanceTypes ?? [],
    spot: spec.spot ?? false,
    mixed: spec.mixed ?? false,
    MinSize: spec.minSize,
    MaxSize: spec.maxSize,
    DesiredCapacity: spec.desiredCapacity,
    DefaultCooldown: spec.defaultCooldown ?? 300,
    HealthCheckType: 'EC2',
    HealthCheckGracePeriod: spec.healthCheckGracePeriod ?? 0,
    subnetIds: spec.subnetIds,
    AvailabilityZones: [...new Set(spec.subnetIds.map((id) => here.ec2.subnets[id]!.AvailabilityZone))].sort(),
    CreatedTime: now,
    suspended: [],
    tags: spec.tags,
    NewInstancesProtectedFromScaleIn: spec.protectedFromScaleIn ?? false,
    ServiceLinkedRoleARN: ensureServiceLinkedRole(account, 'autoscaling.amazonaws.com').Arn,
    TerminationPolicies: spec.terminationPolicies ?? ['Default'],
    TargetGroupARNs: spec.targetGroupArns ?? [],
    CapacityRebalance: spec.capacityRebalance ?? false,
    instances: [],
    activities: [],
    deleting: false,
  }
  here.autoscaling.groups[spec.name] = group
  const at = new Date(now).toISOString().slice(0, 19) + 'Z'
  noticeSoon(
    scope,
    group,
    `a user request created an AutoScalingGroup changing the desired capacity from 0 to ${spec.desiredCapacity}.  At ${at} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 0 to ${spec.desiredCapacity}.`,
  )
  return group
}

/** Changes the size that a group should have. */
export function resizeGroup(
  scope: Scope,
  group: AutoScalingGroup,
  size: { min?: number; max?: number; desired?: number },
): void {
  const before = group.DesiredCapacity
  group.MinSize = size.min ?? group.MinSize
  group.MaxSize = size.max ?? group.MaxSize
  group.DesiredCapacity = Math.min(Math.max(size.desired ?? before, group.MinSize), group.MaxSize)
  if (group.DesiredCapacity === before) return
  noticeSoon(
    scope,
    group,
    `a user request explicitly set group desired capacity changing the desired capacity from ${before} to ${group.DesiredCapacity}.`,
  )
}

/** Lets a group compare what it has with what it should have. */
export const noticeSoon = ({ account, region }: Scope, group: AutoScalingGroup, cause: string): void =>
  account.schedule(region, reconcile, { group: group.AutoScalingGroupName, cause }, NOTICE_MS)
