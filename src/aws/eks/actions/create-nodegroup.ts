import { checkRootDisk, ROOT_DISK_GB } from '../../ec2/root-disk.ts'
import { eksImage, type AmiType } from '../../ec2/images.ts'
import { AwsError } from '../../wire/aws-error.ts'
import { activeCluster, clusterResources } from '../clusters.ts'
import { admitNodeRole } from '../access/node-access.ts'
import { asEks } from '../network-check.ts'
import {
  checkLabelsAndTaints,
  checkMachines,
  checkNodegroupSubnets,
  checkNodeRole,
  checkNodeVersion,
  checkScaling,
  checkUpdateConfig,
} from '../nodegroup-check.ts'
import { checkPassRole } from '../pass-role.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS, giveUpAfterMs } from '../durations.ts'
import { ec2Errors } from '../../ec2/errors.ts'
import { eksErrors } from '../errors.ts'
import { ensureServiceLinkedRole } from '../../iam/service-linked-roles.ts'
import { findTemplateVersion } from '../../ec2/launch-templates.ts'
import { findVersion } from '../data/versions.ts'
import { nodegroupGiveUp } from '../jobs/nodegroup-give-up.ts'
import { nodegroupLaunch } from '../jobs/nodegroup-launch.ts'
import { viewNodegroup } from './describe-nodegroup.ts'
import { hasReservedKey } from '../tagged.ts'
import type { Call } from '../../scope.ts'
import type { Cluster } from '../model/cluster.ts'
import type {
  LaunchTemplateSpecification,
  Nodegroup,
  NodegroupTaint,
  ScalingConfig,
  UpdateConfig,
} from '../model/nodegroup.ts'

interface Input {
  clusterName: string
  nodegroupName: string
  scalingConfig?: Partial<ScalingConfig>
  diskSize?: number
  subnets: string[]
  instanceTypes?: string[]
  amiType?: string
  remoteAccess?: { ec2SshKey?: string; sourceSecurityGroups?: string[] }
  nodeRole: string
  labels?: Record<string, string>
  taints?: NodegroupTaint[]
  tags?: Record<string, string>
  launchTemplate?: LaunchTemplateSpecification
  updateConfig?: UpdateConfig
  capacityType?: 'ON_DEMAND' | 'SPOT' | 'CAPACITY_BLOCK'
  version?: string
  releaseVersion?: string
}

const MAX_NODEGROUPS = 30
const DEFAULT_SCALING: ScalingConfig = { minSize: 1, maxSize: 2, desiredSize: 2 }

/** @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateNodegroup.html */
export const createNodegroup = defineAction<Input>({
  name: 'CreateNodegroup',
  unsupported: ['nodeRepairConfig', 'warmPoolConfig'],
  resources: clusterResources,
  async handle(call, input) {
    const { account, region } = call
    const record = activeCluster(call, input.clusterName)
    const { cluster } = record
    if (record.nodegroups[input.nodegroupName]) throw eksErrors.nodegroupExists(input.nodegroupName, cluster.name)
    if (Object.keys(record.nodegroups).length >= MAX_NODEGROUPS) throw eksErrors.nodegroupLimit(cluster.name)
    if (hasReservedKey(input.tags)) throw eksErrors.reservedTag('InvalidParameterException')
    const nodegroup = newNodegroup(call, cluster, input)
    ensureServiceLinkedRole(account, 'eks-nodegroup.amazonaws.com')
    record.nodegroups[nodegroup.nodegroupName] = nodegroup
    await admitNodeRole(call, record, nodegroup.nodeRole)
    const key = { clusterName: cluster.name, nodegroupName: nodegroup.nodegroupName }
    account.schedule(region, nodegroupLaunch, key, DURATIONS.nodegroupPrepareMs)
    account.schedule(region, nodegroupGiveUp, key, giveUpAfterMs(account.pace))
    return { nodegroup: viewNodegroup(nodegroup) }
  },
})

function newNodegroup(call: Call, cluster: Cluster, input: Input): Nodegroup {
  const { account, region } = call
  const amiType = input.amiType ?? 'AL2023_x86_64_STANDARD'
  const scalingConfig = { ...DEFAULT_SCALING, ...input.scalingConfig }
  const version = input.version ?? cluster.version
  checkName(input.nodegroupName)
  if (input.capacityType === 'CAPACITY_BLOCK')
    throw eksErrors.unsupported('CAPACITY_BLOCK of eks:CreateNodegroup is not simulated here.')
  checkNodegroupSubnets(call, cluster, input.nodegroupName, input.subnets)
  checkPassRole(call, input.nodeRole, 'eks.amazonaws.com')
  checkNodeRole(call, input.nodeRole, cluster.name, input.nodegroupName)
  checkScaling(scalingConfig)
  checkUpdateConfig(input.updateConfig)
  checkLabelsAndTaints(input.labels, input.taints)
  checkNodeVersion(version, input.releaseVersion, cluster.version)
  const launchTemplate = input.launchTemplate && templateOf(call, input)
  const instanceTypes = launchTemplate?.instanceType === undefined ? (input.instanceTypes ?? ['t3.medium']) : undefined
  checkMachines(instanceTypes ?? [launchTemplate!.instanceType!], amiType, cluster.version)
  checkDisk(eksImage(region, findVersion(version)!, amiType as AmiType).id, launchTemplate?.diskGb ?? input.diskSize)
  checkRemoteAccess(call, input)

  const now = account.clock.now()
  const uuid = account.ids.uuid()
  return {
    nodegroupName: input.nodegroupName,
    nodegroupArn: `arn:aws:eks:${region}:${account.id}:nodegroup/${cluster.name}/${input.nodegroupName}/${uuid}`,
    clusterName: cluster.name,
    version,
    releaseVersion: findVersion(version)!.node.releaseVersion,
    createdAt: now,
    modifiedAt: now,
    status: 'CREATING',
    capacityType: input.capacityType ?? 'ON_DEMAND',
    scalingConfig,
    ...(instanceTypes && { instanceTypes }),
    subnets: input.subnets,
    ...(input.remoteAccess && { remoteAccess: input.remoteAccess }),
    amiType,
    nodeRole: input.nodeRole,
    labels: input.labels ?? {},
    ...(input.taints && input.taints.length > 0 && { taints: input.taints }),
    resources: { autoScalingGroups: [] },
    ...(!launchTemplate && { diskSize: input.diskSize ?? ROOT_DISK_GB }),
    health: { issues: [] },
    updateConfig: { ...(input.updateConfig ?? { maxUnavailable: 1 }) },
    ...(launchTemplate && { launchTemplate: launchTemplate.specification }),
    tags: input.tags ?? {},
    uuid,
    nodes: {},
  }
}

function checkName(name: string) {
  if (!/^[0-9A-Za-z][A-Za-z0-9_-]*$/.test(name) || name.length > 63) {
    throw eksErrors.invalidParameter(
      'The nodegroup parameter contains invalid characters. It should begin with letter or digit and can have any of the following characters: the set of Unicode letters, digits, hyphens and underscores. Maximum length of 63.',
    )
  }
}

/** EKS refuses at once what EC2 could not launch. */
function checkDisk(imageId: string, sizeGb = ROOT_DISK_GB) {
  try {
    checkRootDisk(imageId, sizeGb)
  } catch (error) {
    throw error instanceof AwsError ? eksErrors.invalidRequest(error.message) : error
  }
}

function checkRemoteAccess(call: Call, { clusterName, nodegroupName, remoteAccess }: Input) {
  asEks(call, { clusterName, nodegroupName }, () => {
    const key = remoteAccess?.ec2SshKey
    if (key !== undefined && !call.here.ec2.keyPairs[key]) throw ec2Errors.noSuchKeyPair(key)
    for (const id of remoteAccess?.sourceSecurityGroups ?? []) {
      if (!call.here.ec2.securityGroups[id]) throw ec2Errors.noSuchGroup(id)
    }
  })
}

function templateOf(
  call: Call,
  input: Input,
): { specification: LaunchTemplateSpecification; instanceType: string | undefined; diskGb: number | undefined } {
  const about = { clusterName: input.clusterName, nodegroupName: input.nodegroupName }
  const { id, name, version } = input.launchTemplate!
  if (id !== undefined && name !== undefined) {
    throw eksErrors.invalidParameter('Both launch template name and id cannot be specified', about)
  }
  if (input.diskSize !== undefined)
    throw eksErrors.invalidParameter('Disk size must be specified within the launch template.', about)
  if (input.remoteAccess)
    throw eksErrors.invalidParameter('Remote access configuration cannot be specified with a launch template.', about)
  const found = asEks(call, about, () => findTemplateVersion(call, id, name, version))
  const data = found.version.LaunchTemplateData
  if (data['IamInstanceProfile']) {
    throw eksErrors.invalidParameter(
      'Launch template should not specify an instance profile. The noderole in your request will be used to construct an instance profile.',
      about,
    )
  }
  if (data.ImageId !== undefined) {
    throw eksErrors.unsupported(
      'An image of your own (ImageId in the launch template of eks:CreateNodegroup) is not simulated here.',
    )
  }
  if (data.InstanceType !== undefined && input.instanceTypes) {
    throw eksErrors.invalidParameter(
      'Instance type must be specified in either the launch template or the request, but not both.',
      about,
    )
  }
  return {
    specification: {
      name: found.template.LaunchTemplateName,
      version: String(found.version.VersionNumber),
      id: found.template.LaunchTemplateId,
    },
    instanceType: data.InstanceType,
    diskGb: data.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize,
  }
}
