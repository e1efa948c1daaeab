import { addonKind } from '../addons.ts'
import { defineAction } from '../../define.ts'
import { eksErrors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonConfiguration.html */
export const describeAddonConfiguration = defineAction<{ addonName: string; addonVersion: string }>({
  name: 'DescribeAddonConfiguration',
  handle(_call, { addonName, addonVersion }) {
    const kind = addonKind(addonName)
    if (!kind.releases.some(({ version }) => version === addonVersion)) throw eksErrors.unknownAddonVersion(addonName)
    return {
      addonName,
      addonVersion,
      configurationSchema: JSON.stringify(kind.schema),
      ...(kind.roles.length > 0 && {
        podIdentityConfiguration: kind.roles.map(({ serviceAccount, policies }) => ({
          serviceAccount,
          recommendedManagedPolicies: policies,
        })),
      }),
    }
  },
})
