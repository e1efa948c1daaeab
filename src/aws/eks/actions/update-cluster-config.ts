import { asEks, checkControlPlaneNetwork } from '../network-check.ts'
import { assertIdle, startUpdate } from '../updates.ts'
import { checkPublicAccess } from '../public-access.ts'
import { clusterResources, findCluster } from '../clusters.ts'
import { clusterConfigUpdated, type ClusterChange } from '../jobs/cluster-config-updated.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { mergeLogging } from '../logging.ts'
import type { AuthenticationMode, Cluster, LogSetup } from '../model/cluster.ts'
import type { Call } from '../../scope.ts'
import type { UpdateParams } from '../updates.ts'

interface Input {
  name: string
  resourcesVpcConfig?: Partial<Cluster['resourcesVpcConfig']>
  logging?: { clusterLogging?: Partial<LogSetup>[] }
  accessConfig?: { authenticationMode?: AuthenticationMode }
  upgradePolicy?: { supportType?: 'STANDARD' | 'EXTENDED' }
  zonalShiftConfig?: { enabled?: boolean }
  deletionProtection?: boolean
}

interface Plan {
  type: string
  params: UpdateParams
  change: ClusterChange
}

/** A cluster goes on by one of these at a time, and never back. */
const MODES: readonly AuthenticationMode[] = ['CONFIG_MAP', 'API_AND_CONFIG_MAP', 'API']

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html */
export const updateClusterConfig = defineAction<Input>({
  name: 'UpdateClusterConfig',
  unsupported: [
    'computeConfig',
    'kubernetesNetworkConfig',
    'storageConfig',
    'remoteNetworkConfig',
    'controlPlaneScalingConfig',
  ],
  resources: clusterResources,
  handle(call, input) {
    const record = findCluster(call, input.name)
    assertIdle(record, 'UpdateClusterConfig')
    const plans = [
      input.resourcesVpcConfig && planNetwork(call, record.cluster, input.resourcesVpcConfig),
      input.logging && planLogging(record.cluster, input.logging.clusterLogging ?? []),
      input.accessConfig && planAccess(record.cluster, input.accessConfig.authenticationMode),
      input.upgradePolicy && planUpgradePolicy(record.cluster, input.upgradePolicy.supportType),
      input.zonalShiftConfig && planZonalShift(input.zonalShiftConfig.enabled ?? false),
      input.deletionProtection !== undefined && planDeletionProtection(input.deletionProtection),
    ].filter((plan) => plan !== undefined && plan !== false)
    const [plan, second] = plans
    if (!plan)
      throw eksErrors.invalidParameter('The type for cluster update was not provided.', { clusterName: input.name })
    if (second) throw eksErrors.invalidParameter('Only one type of update can be allowed.', { clusterName: input.name })

    const update = startUpdate(call, record, plan.type, plan.params)
    record.cluster.status = 'UPDATING'
    call.account.schedule(
      call.region,
      clusterConfigUpdated,
      { name: input.name, updateId: update.id, change: plan.change },
      DURATIONS.clusterConfigUpdateMs,
    )
    return { update }
  },
})

function planNetwork(
  call: Call,
  { name, resourcesVpcConfig: now }: Cluster,
  wanted: Partial<Cluster['resourcesVpcConfig']>,
): Plan {
  const { subnetIds, securityGroupIds, endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs } = wanted
  const forEndpoint = [endpointPublicAccess, endpointPrivateAccess, publicAccessCidrs].some(
    (value) => value !== undefined,
  )
  if (subnetIds || securityGroupIds) {
    if (forEndpoint) throw eksErrors.invalidParameter('Only one type of update can be allowed.', { clusterName: name })
    const subnets = subnetIds ?? now.subnetIds
    const vpcId = asEks(call, { clusterName: name }, () =>
      checkControlPlaneNetwork(call, name, subnets, securityGroupIds ?? []),
    )
    if (vpcId !== now.vpcId)
      throw eksErrors.invalidParameter('Provided subnets belong to another VPC than the cluster.', {
        clusterName: name,
      })
    return {
      type: 'VpcConfigUpdate',
      params: { Subnets: subnetIds, SecurityGroups: securityGroupIds },
      change: {
        resourcesVpcConfig: { subnetIds: subnets, securityGroupIds: securityGroupIds ?? now.securityGroupIds },
      },
    }
  }
  checkPublicAccess(name, publicAccessCidrs)
  const next = {
    endpointPublicAccess: endpointPublicAccess ?? now.endpointPublicAccess,
    endpointPrivateAccess: endpointPrivateAccess ?? now.endpointPrivateAccess,
    publicAccessCidrs: publicAccessCidrs ?? now.publicAccessCidrs,
  }
  if (!next.endpointPublicAccess && !next.endpointPrivateAccess) throw eksErrors.noEndpoint(name)
  const same =
    next.endpointPublicAccess === now.endpointPublicAccess &&
    next.endpointPrivateAccess === now.endpointPrivateAccess &&
    next.publicAccessCidrs.join() === now.publicAccessCidrs.join()
  if (same) {
    throw eksErrors.invalidParameter(
      `Cluster is already at the desired configuration with endpointPrivateAccess: ${now.endpointPrivateAccess} , endpointPublicAccess: ${now.endpointPublicAccess}, and Public Endpoint Restrictions: [${now.publicAccessCidrs.join(', ')}]`,
      { clusterName: name },
    )
  }
  return {
    type: 'EndpointAccessUpdate',
    params: {
      EndpointPublicAccess: next.endpointPublicAccess,
      EndpointPrivateAccess: next.endpointPrivateAccess,
      PublicAccessCidrs: next.publicAccessCidrs,
    },
    change: { resourcesVpcConfig: next },
  }
}

function planLogging({ name, logging }: Cluster, changes: Partial<LogSetup>[]): Plan {
  const clusterLogging = mergeLogging(logging.clusterLogging, changes)
  if (JSON.stringify(clusterLogging) === JSON.stringify(logging.clusterLogging)) {
    throw eksErrors.invalidParameter('No changes needed for the logging config provided', { clusterName: name })
  }
  return {
    type: 'LoggingUpdate',
    params: { ClusterLogging: { clusterLogging: changes } },
    change: { logging: { clusterLogging } },
  }
}

function planAccess({ name, accessConfig }: Cluster, mode: AuthenticationMode | undefined): Plan {
  const now = accessConfig.authenticationMode
  if (mode === undefined || MODES.indexOf(mode) !== MODES.indexOf(now) + 1) {
    throw eksErrors.invalidParameter(`Unsupported authentication mode update from ${now} to ${mode}`, {
      clusterName: name,
    })
  }
  return { type: 'AccessConfigUpdate', params: { AuthenticationMode: mode }, change: { authenticationMode: mode } }
}

function planUpgradePolicy({ name, upgradePolicy }: Cluster, supportType: 'STANDARD' | 'EXTENDED' | undefined): Plan {
  if (supportType === undefined || supportType === upgradePolicy.supportType) {
    throw eksErrors.invalidParameter('No changes needed for the upgrade policy provided', { clusterName: name })
  }
  return {
    type: 'UpgradePolicyUpdate',
    params: { UpgradePolicy: { supportType } },
    change: { upgradePolicy: { supportType } },
  }
}

const planZonalShift = (enabled: boolean): Plan => ({
  type: 'ZonalShiftConfigUpdate',
  params: { ZonalShiftConfig: { enabled } },
  change: { zonalShiftConfig: { enabled } },
})

const planDeletionProtection = (deletionProtection: boolean): Plan => ({
  type: 'DeletionProtectionUpdate',
  params: { DeletionProtection: deletionProtection },
  change: { deletionProtection },
})
