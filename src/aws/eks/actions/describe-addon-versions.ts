import { ADDONS } from '../data/addons.ts'
import { addonKind } from '../addons.ts'
import { defineAction } from '../../define.ts'
import { page, type PageInput } from '../paginate.ts'

interface Input extends PageInput {
  kubernetesVersion?: string
  addonName?: string
  types?: string[]
  publishers?: string[]
  owners?: string[]
}

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_DescribeAddonVersions.html */
export const describeAddonVersions = defineAction<Input>({
  name: 'DescribeAddonVersions',
  handle(_call, { kubernetesVersion, addonName, types, publishers, owners, ...input }) {
    if (addonName !== undefined) addonKind(addonName)
    const found = ADDONS.filter(
      (kind) =>
        (addonName === undefined || kind.name === addonName) &&
        (types?.includes(kind.type) ?? true) &&
        (publishers?.includes(kind.publisher) ?? true) &&
        (owners?.includes(kind.owner) ?? true),
    )
    const { items, ...rest } = page(found, input)
    return {
      addons: items.map((kind) => ({
        addonName: kind.name,
        type: kind.type,
        addonVersions: kind.releases
          .filter(({ fits }) => kubernetesVersion === undefined || fits.includes(kubernetesVersion))
          .map(({ version, fits, defaultFor }) => ({
            addonVersion: version,
            architecture: ['amd64', 'arm64'],
            computeTypes: ['ec2', 'auto', 'hybrid'],
            compatibilities: fits
              .filter((clusterVersion) => kubernetesVersion === undefined || clusterVersion === kubernetesVersion)
              .map((clusterVersion) => ({
                clusterVersion,
                platformVersions: ['*'],
                defaultVersion: defaultFor.includes(clusterVersion),
              })),
            requiresConfiguration: false,
            requiresIamPermissions: kind.requiresIamPermissions,
          })),
        publisher: kind.publisher,
        owner: kind.owner,
        defaultNamespace: kind.namespace,
      })),
      ...rest,
    }
  },
})
