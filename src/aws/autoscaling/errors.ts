import { AwsError } from '../wire/aws-error.ts'

const validation = (message: string) => new AwsError('ValidationError', 400, message)

/** The errors of Auto Scaling. */
export const autoScalingErrors = {
  validation,
  noSuchGroup: (name: string) => validation(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`),
  groupExists: (name: string) =>
    new AwsError(
      'AlreadyExists',
      400,
      `AutoScalingGroup by this name already exists - A group with the name ${name} already exists`,
    ),
  aboveMax: (value: number, max: number) =>
    validation(`New SetDesiredCapacity value ${value} is above max value ${max} for the AutoScalingGroup.`),
  belowMin: (value: number, min: number) =>
    validation(`New SetDesiredCapacity value ${value} is below min value ${min} for the AutoScalingGroup.`),
  noTemplate: () =>
    validation(
      'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or MixedInstancesPolicy parameter.',
    ),
  noSuchInstance: (id: string) =>
    validation(`Instance Id not found - No managed instance found for instance ID: ${id}`),
  inUse: () =>
    new AwsError(
      'ResourceInUse',
      400,
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
    ),
}
