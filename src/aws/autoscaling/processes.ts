import { autoScalingErrors } from './errors.ts'

/** What a group does by itself. Differs: only Launch and Terminate have an effect here. */
export const PROCESSES: readonly string[] = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
]

/** @throws AwsError ValidationError. */
export function checkProcesses(names: readonly string[] | undefined): void {
  const unknown = names?.find((name) => !PROCESSES.includes(name))
  if (unknown !== undefined) throw autoScalingErrors.validation(`The process name ${unknown} is not valid.`)
}
