import { addAccessEntry, clusterAdminPolicy } from '../access/entries.ts'
import { checkPassRole } from '../pass-role.ts'
import { checkControlPlaneNetwork } from '../network-check.ts'
import { checkEncryption } from '../encryption.ts'
import { checkPublicAccess } from '../public-access.ts'
import { clusterArn, clusterResources } from '../clusters.ts'
import { clusterCreated } from '../jobs/cluster-created.ts'
import { DEFAULT_VERSION, findVersion } from '../data/versions.ts'
import { defineAction } from '../../define.ts'
import { dictionary } from '../../dictionary.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { ensureServiceLinkedRole } from '../../iam/service-linked-roles.ts'
import { LOG_TYPES, mergeLogging } from '../logging.ts'
import { serviceCidrFor } from '../service-cidr.ts'
import { hasReservedKey } from '../tagged.ts'
import { trusts } from '../roles.ts'
import type { AuthenticationMode, ClusterRecord, EncryptionConfig, LogSetup } from '../model/cluster.ts'
import type { Call } from '../../scope.ts'

interface Input {
  name: string
  version?: string
  roleArn: string
  resourcesVpcConfig: {
    subnetIds?: string[]
    securityGroupIds?: string[]
    endpointPublicAccess?: boolean
    endpointPrivateAccess?: boolean
    publicAccessCidrs?: string[]
  }
  kubernetesNetworkConfig?: {
    serviceIpv4Cidr?: string
    ipFamily?: string
    elasticLoadBalancing?: { enabled?: boolean }
  }
  logging?: { clusterLogging?: Partial<LogSetup>[] }
  encryptionConfig?: Partial<EncryptionConfig>[]
  clientRequestToken?: string
  tags?: Record<string, string>
  accessConfig?: { bootstrapClusterCreatorAdminPermissions?: boolean; authenticationMode?: AuthenticationMode }
  bootstrapSelfManagedAddons?: boolean
  upgradePolicy?: { supportType?: 'STANDARD' | 'EXTENDED' }
  zonalShiftConfig?: { enabled?: boolean }
  computeConfig?: { enabled?: boolean }
  storageConfig?: { blockStorage?: { enabled?: boolean } }
  deletionProtection?: boolean
}

const MAX_CLUSTERS = 100

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
export const createCluster = defineAction<Input>({
  name: 'CreateCluster',
  unsupported: ['outpostConfig', 'remoteNetworkConfig', 'controlPlaneScalingConfig'],
  resources: clusterResources,
  handle(call, input) {
    const { account, here, caller } = call
    const existing = here.eks.clusters[input.name]
    if (existing && existing.cluster.clientRequestToken !== input.clientRequestToken)
      throw eksErrors.clusterExists(input.name)
    if (existing) return { cluster: existing.cluster }
    refuseAutoMode(input)
    if (hasReservedKey(input.tags)) throw eksErrors.reservedTag('InvalidParameterException')
    const vpcId = checkInput(call, input)
    if (Object.keys(here.eks.clusters).length >= MAX_CLUSTERS) throw eksErrors.clusterLimit()

    const record = newRecord(call, input, vpcId)
    here.eks.clusters[input.name] = record
    if (record.creatorIsAdmin && record.cluster.accessConfig.authenticationMode !== 'CONFIG_MAP') {
      addAccessEntry(call, record, {
        principalArn: caller.principalArn,
        type: 'STANDARD',
        policies: [clusterAdminPolicy(account.clock.now())],
      })
    }
    ensureServiceLinkedRole(account, 'eks.amazonaws.com')
    account.schedule(call.region, clusterCreated, { name: input.name }, DURATIONS.clusterCreateMs)
    return { cluster: record.cluster }
  },
})

function refuseAutoMode({ computeConfig, storageConfig, kubernetesNetworkConfig }: Input) {
  const flags = [
    computeConfig?.enabled,
    storageConfig?.blockStorage?.enabled,
    kubernetesNetworkConfig?.elasticLoadBalancing?.enabled,
  ]
  if (flags.every((flag) => !flag)) return
  if (!flags.every((flag) => flag === true)) {
    throw eksErrors.invalidParameter(
      'For EKS Auto Mode, please ensure that all required configs, including computeConfig, kubernetesNetworkConfig, and blockStorage are all either fully enabled or fully disabled.',
    )
  }
  throw eksErrors.unsupported('EKS Auto Mode (computeConfig of eks:CreateCluster) is not simulated here.')
}

/** @returns the VPC of the subnets. */
function checkInput(call: Call, input: Input): string {
  const {
    subnetIds = [],
    securityGroupIds = [],
    endpointPublicAccess,
    endpointPrivateAccess,
  } = input.resourcesVpcConfig
  if (!findVersion(input.version ?? DEFAULT_VERSION)) throw eksErrors.unsupportedVersion(input.version!)
  if (input.kubernetesNetworkConfig?.ipFamily === 'ipv6') {
    throw eksErrors.unsupported('IPv6 clusters (ipFamily of eks:CreateCluster) are not simulated here.')
  }
  const { authenticationMode = 'CONFIG_MAP', bootstrapClusterCreatorAdminPermissions = true } = input.accessConfig ?? {}
  if (authenticationMode === 'CONFIG_MAP' && !bootstrapClusterCreatorAdminPermissions) {
    throw eksErrors.invalidParameter(
      'bootstrapClusterCreatorAdminPermissions must be true if cluster authentication mode is set to CONFIG_MAP',
    )
  }
  if (endpointPublicAccess === false && endpointPrivateAccess !== true) throw eksErrors.noEndpoint(input.name)
  checkPublicAccess(input.name, input.resourcesVpcConfig.publicAccessCidrs)
  checkPassRole(call, input.roleArn, 'eks.amazonaws.com')
  const vpcId = checkControlPlaneNetwork(call, input.name, subnetIds, securityGroupIds)
  if (!trusts(call.account, input.roleArn, 'eks.amazonaws.com')) throw eksErrors.clusterRole(input.roleArn)
  return vpcId
}

function newRecord(call: Call, input: Input, vpcId: string): ClusterRecord {
  const { account, caller } = call
  const { resourcesVpcConfig: vpcConfig, accessConfig } = input
  const version = findVersion(input.version ?? DEFAULT_VERSION)!
  const creatorIsAdmin = accessConfig?.bootstrapClusterCreatorAdminPermissions ?? true
  return {
    id: account.ids.hex(32).toUpperCase(),
    creatorArn: caller.principalArn,
    creatorIsAdmin,
    installDefaultAddons: input.bootstrapSelfManagedAddons ?? true,
    nodegroups: dictionary(),
    addons: dictionary(),
    accessEntries: dictionary(),
    podIdentityAssociations: dictionary(),
    updates: [],
    cluster: {
      name: input.name,
      arn: clusterArn(call, input.name),
      createdAt: account.clock.now(),
      version: version.version,
      roleArn: input.roleArn,
      resourcesVpcConfig: {
        subnetIds: vpcConfig.subnetIds ?? [],
        securityGroupIds: vpcConfig.securityGroupIds ?? [],
        vpcId,
        endpointPublicAccess: vpcConfig.endpointPublicAccess ?? true,
        endpointPrivateAccess: vpcConfig.endpointPrivateAccess ?? false,
        publicAccessCidrs: vpcConfig.publicAccessCidrs ?? ['0.0.0.0/0'],
      },
      kubernetesNetworkConfig: {
        serviceIpv4Cidr: serviceCidrFor(call, vpcId, input.kubernetesNetworkConfig?.serviceIpv4Cidr),
        ipFamily: 'ipv4',
        elasticLoadBalancing: { enabled: false },
      },
      logging: {
        clusterLogging: mergeLogging([{ types: [...LOG_TYPES], enabled: false }], input.logging?.clusterLogging),
      },
      status: 'CREATING',
      certificateAuthority: {},
      ...(input.encryptionConfig && {
        encryptionConfig: checkEncryption(call, input.name, input.encryptionConfig),
      }),
      ...(input.clientRequestToken !== undefined && { clientRequestToken: input.clientRequestToken }),
      platformVersion: version.platformVersion,
      tags: input.tags ?? {},
      health: { issues: [] },
      accessConfig: {
        bootstrapClusterCreatorAdminPermissions: creatorIsAdmin,
        authenticationMode: accessConfig?.authenticationMode ?? 'CONFIG_MAP',
      },
      upgradePolicy: { supportType: input.upgradePolicy?.supportType ?? 'EXTENDED' },
      ...(input.zonalShiftConfig && { zonalShiftConfig: { enabled: input.zonalShiftConfig.enabled ?? false } }),
      deletionProtection: input.deletionProtection ?? false,
    },
  }
}
