import { addAccessEntry } from '../access/entries.ts'
import { activeCluster, clusterResources } from '../clusters.ts'
import { asEks, subnetsOf } from '../network-check.ts'
import { assertNoneChanges, fargateProfilesOf } from '../fargate-profiles.ts'
import { checkPassRole } from '../pass-role.ts'
import { defineAction } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { eksErrors } from '../errors.ts'
import { ensureServiceLinkedRole } from '../../iam/service-linked-roles.ts'
import { fargateProfileSettled } from '../jobs/fargate-profile-settled.ts'
import { trusts } from '../roles.ts'
import { wayOut } from '../../ec2/networks.ts'
import type { Call } from '../../scope.ts'
import type { FargateProfile, FargateSelector } from '../model/fargate-profile.ts'

interface Input {
  clusterName: string
  fargateProfileName: string
  podExecutionRoleArn: string
  subnets?: string[]
  selectors?: FargateSelector[]
  tags?: Record<string, string>
}

const MAX_PROFILES = 10
const MAX_SELECTORS = 5
const MAX_LABELS = 5
const PRINCIPAL = 'eks-fargate-pods.amazonaws.com'

/**
 * Differs: pods that a profile selects are not moved to Fargate; they run on the cluster's nodes.
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateFargateProfile.html
 */
export const createFargateProfile = defineAction<Input>({
  name: 'CreateFargateProfile',
  resources: clusterResources,
  handle(call, input) {
    const { account, region } = call
    const { clusterName, fargateProfileName, podExecutionRoleArn, selectors = [], tags = {} } = input
    const record = activeCluster(call, clusterName)
    const profiles = fargateProfilesOf(record)
    if (profiles[fargateProfileName]) throw eksErrors.fargateExists(fargateProfileName, clusterName)
    checkSelectors(selectors)
    checkPassRole(call, podExecutionRoleArn, PRINCIPAL)
    if (!trusts(account, podExecutionRoleArn, PRINCIPAL)) throw eksErrors.fargateRoleTrust()
    const subnets = privateSubnets(call, input.subnets, record.cluster.resourcesVpcConfig)
    assertNoneChanges(record, 'create')
    if (Object.keys(profiles).length >= MAX_PROFILES) throw eksErrors.fargateLimit(clusterName)
    const profile: FargateProfile = {
      fargateProfileName,
      fargateProfileArn: `arn:aws:eks:${region}:${account.id}:fargateprofile/${clusterName}/${fargateProfileName}/${account.ids.uuid()}`,
      clusterName,
      createdAt: account.clock.now(),
      podExecutionRoleArn,
      subnets,
      selectors,
      status: 'CREATING',
      tags,
      health: { issues: [] },
    }
    profiles[fargateProfileName] = profile
    if (record.cluster.accessConfig.authenticationMode !== 'CONFIG_MAP' && !record.accessEntries[podExecutionRoleArn])
      addAccessEntry(call, record, { principalArn: podExecutionRoleArn, type: 'FARGATE_LINUX' })
    ensureServiceLinkedRole(account, 'eks-fargate.amazonaws.com')
    const key = { clusterName, fargateProfileName }
    account.schedule(region, fargateProfileSettled, key, DURATIONS.fargateProfileMs)
    return { fargateProfile: profile }
  },
})

function checkSelectors(selectors: readonly FargateSelector[]): void {
  if (selectors.length === 0) throw eksErrors.invalidParameter('Fargate Profile requires at least one selector.')
  if (selectors.some(({ namespace }) => !namespace))
    throw eksErrors.invalidParameter(
      'Fargate Profile must have at least one selector with at least one namespace value.',
    )
  if (selectors.length > MAX_SELECTORS)
    throw eksErrors.invalidParameter(`Request contains more than ${MAX_SELECTORS} Selectors`)
  if (selectors.some(({ labels = {} }) => Object.keys(labels).length > MAX_LABELS))
    throw eksErrors.invalidParameter(`Request contains Selector with more than ${MAX_LABELS} Label pairs`)
}

/** The subnets that are asked for, or those of the cluster that have no way in from the Internet. */
function privateSubnets(
  call: Call,
  wanted: readonly string[] | undefined,
  { subnetIds, vpcId }: { subnetIds: readonly string[]; vpcId: string },
): string[] {
  const subnets = asEks(call, {}, () => subnetsOf(call, wanted ?? subnetIds))
  if (subnets.some((subnet) => subnet.VpcId !== vpcId))
    throw eksErrors.invalidParameter('Subnets provided in Fargate Profile belong to another VPC than the cluster.')
  const [open] = wanted ? subnets.filter((subnet) => wayOut(call, subnet) === 'internet') : []
  if (open) throw eksErrors.publicFargateSubnet(open.SubnetId)
  const closed = subnets.filter((subnet) => wayOut(call, subnet) !== 'internet')
  if (closed.length === 0)
    throw eksErrors.invalidParameter('No private subnets were found among the subnets of the cluster.')
  return closed.map(({ SubnetId }) => SubnetId)
}
