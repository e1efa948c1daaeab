import { eksErrors } from './errors.ts'
import type { Scope } from '../scope.ts'

/** Something of EKS that has tags. */
export interface Tagged {
  tags: Record<string, string>
}

/** Keys that begin with `aws:` are AWS' own. */
export const hasReservedKey = (tags: Readonly<Record<string, string>> = {}): boolean =>
  Object.keys(tags).some((key) => key.toLowerCase().startsWith('aws:'))

/** The resource behind an ARN.
 *  @throws AwsError NotFoundException, BadRequestException. */
export function taggedByArn({ here }: Scope, arn: string): Tagged {
  if (!/^arn:aws:eks:[a-z0-9-]+:\d{12}:/.test(arn)) throw eksErrors.badArn(arn)
  for (const record of Object.values(here.eks.clusters)) {
    if (record.cluster.arn === arn) return record.cluster
    const parts: Tagged | undefined =
      Object.values(record.nodegroups).find((nodegroup) => nodegroup.nodegroupArn === arn) ??
      Object.values(record.addons).find((addon) => addon.addonArn === arn) ??
      Object.values(record.accessEntries).find((entry) => entry.accessEntryArn === arn) ??
      Object.values(record.podIdentityAssociations).find((association) => association.associationArn === arn) ??
      Object.values(record.fargateProfiles ?? {}).find((profile) => profile.fargateProfileArn === arn) ??
      Object.values(record.identityProviderConfigs ?? {}).find((config) => config.identityProviderConfigArn === arn)
    if (parts) return parts
  }
  throw eksErrors.noSuchResource()
}
