import type { AccountCore } from '../scope.ts'
import type { LaunchTemplateData } from '../ec2/model/launch-template.ts'

/** The instance profile that a launch template names, by ARN or by name. */
export function instanceProfileOf(
  account: AccountCore,
  data: LaunchTemplateData,
): { profile?: { Arn: string; Id: string } } {
  const wanted = data['IamInstanceProfile'] as { Arn?: string; Name?: string } | undefined
  const found = Object.values(account.state.iam.instanceProfiles).find(
    (profile) => profile.Arn === wanted?.Arn || profile.InstanceProfileName === wanted?.Name,
  )
  return found ? { profile: { Arn: found.Arn, Id: found.InstanceProfileId } } : {}
}
