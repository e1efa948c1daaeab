import type { AccountCore, Scope } from '../scope.ts'
import type { AutoScalingGroup, ScalingActivity } from './state.ts'

/** Activities that a group remembers. */
const MAX_ACTIVITIES = 100

/** Begins an activity of a group. */
export function startActivity(
  { account, here }: Scope,
  group: AutoScalingGroup,
  description: string,
  cause: string,
  where: { AvailabilityZone: string },
  instanceId?: string,
): ScalingActivity {
  const now = account.clock.now()
  const at = new Date(now).toISOString().slice(0, 19) + 'Z'
  const subnet = group.subnetIds.find((id) => here.ec2.subnets[id]?.AvailabilityZone === where.AvailabilityZone)
  const activity: ScalingActivity = {
    ActivityId: account.ids.uuid(),
    Description: description,
    Cause: `At ${at} ${cause}`,
    StartTime: now,
    StatusCode: 'InProgress',
    Progress: 50,
    Details: JSON.stringify({ 'Subnet ID': subnet, 'Availability Zone': where.AvailabilityZone }),
    ...(instanceId !== undefined && { instanceId }),
  }
  group.activities.unshift(activity)
  group.activities.length = Math.min(group.activities.length, MAX_ACTIVITIES)
  return activity
}

/** Ends an activity. */
export function finishActivity(
  account: AccountCore,
  activity: ScalingActivity,
  status: 'Successful' | 'Failed',
  message?: string,
): void {
  activity.StatusCode = status
  activity.EndTime = account.clock.now()
  activity.Progress = 100
  if (message !== undefined) activity.StatusMessage = message
}
