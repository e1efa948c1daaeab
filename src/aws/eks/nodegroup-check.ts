import { architectureOf, isAmiType } from '../ec2/images.ts'
import { asEks, subnetsOf } from './network-check.ts'
import { eksErrors } from './errors.ts'
import { ec2Errors } from '../ec2/errors.ts'
import { findVersion } from './data/versions.ts'
import { INSTANCE_TYPES } from '../ec2/data/instance-types.ts'
import { roleOfArn } from '../iam/roles.ts'
import { trusts } from './roles.ts'
import type { Call } from '../scope.ts'
import type { Cluster } from './model/cluster.ts'
import type { NodegroupTaint, ScalingConfig, UpdateConfig } from './model/nodegroup.ts'

const RESERVED_PREFIXES = ['kubernetes.io/', 'k8s.io/', 'eks.amazonaws.com/']

/** Checks sizes as a new node group has them.
 *  @throws AwsError InvalidParameterException. */
export function checkScaling({ minSize, maxSize, desiredSize }: ScalingConfig): void {
  if (minSize > desiredSize) throw eksErrors.invalidParameter("minSize can't be greater than desiredSize")
  if (desiredSize > maxSize) throw eksErrors.invalidParameter("desiredSize can't be greater than maxSize")
}

/** @throws AwsError InvalidParameterException. */
export function checkUpdateConfig(config: UpdateConfig | undefined): void {
  if (config?.maxUnavailable !== undefined && config.maxUnavailablePercentage !== undefined) {
    throw eksErrors.invalidParameter('maxUnavailable and maxUnavailablePercentage cannot be specified together')
  }
  if ((config?.maxUnavailable ?? 1) > 100) throw eksErrors.invalidParameter('maxUnavailable cannot be greater than 100')
}

/** Checks labels and taints for what only EKS may set.
 *  @throws AwsError InvalidParameterException. */
export function checkLabelsAndTaints(
  labels: Record<string, string> = {},
  taints: readonly NodegroupTaint[] = [],
): void {
  for (const key of Object.keys(labels)) {
    const prefix = key.slice(0, key.indexOf('/') + 1)
    if (RESERVED_PREFIXES.some((reserved) => prefix === reserved || prefix.endsWith('.' + reserved))) {
      if (/^(node|node-restriction|topology)\.kubernetes\.io\/$/.test(prefix)) continue
      throw eksErrors.invalidParameter(`Label cannot contain reserved prefixes [${RESERVED_PREFIXES.join(', ')}]`)
    }
    if (!/^([a-zA-Z0-9.-]+\/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(key)) {
      throw eksErrors.invalidParameter(`Label key ${key} is not valid`)
    }
  }
  const keys = taints.map(({ key, effect }) => `${key}:${effect}`)
  if (new Set(keys).size < keys.length) throw eksErrors.invalidParameter('Taints must be unique by key and effect')
}

/** @throws AwsError InvalidParameterException. */
export function checkNodegroupSubnets(
  call: Call,
  cluster: Cluster,
  nodegroupName: string,
  ids: readonly string[],
): void {
  const about = { clusterName: cluster.name, nodegroupName }
  if (ids.length === 0) throw eksErrors.invalidParameter('Subnets are required', about)
  const subnets = asEks(call, about, () => subnetsOf(call, ids))
  if (subnets.some((subnet) => subnet.VpcId !== cluster.resourcesVpcConfig.vpcId)) {
    throw eksErrors.invalidParameter('Subnets are not in the same VPC as the cluster', about)
  }
}

/** The node role must exist and let EC2 in.
 *  @throws AwsError InvalidParameterException. */
export function checkNodeRole(call: Call, arn: string, clusterName: string, nodegroupName: string): void {
  const about = { clusterName, nodegroupName }
  if (!roleOfArn(call.account, arn)) {
    const name = arn.split('/').at(-1)!
    if (!arn.startsWith('arn:')) throw eksErrors.invalidParameter(`The nodeRole ${arn} is not a valid ARN`, about)
    throw eksErrors.invalidParameter(
      `The role with name ${name} cannot be found. (Service: AmazonIdentityManagement; Status Code: 404; Error Code: NoSuchEntity; Request ID: ${call.requestId}; Proxy: null)`,
      about,
    )
  }
  if (!trusts(call.account, arn, 'ec2.amazonaws.com')) throw eksErrors.nodeRoleTrust(arn, clusterName, nodegroupName)
}

/** Types must exist and fit the image.
 *  @throws AwsError InvalidParameterException, UnsupportedOperationException. */
export function checkMachines(types: readonly string[], amiType: string, clusterVersion: string): void {
  if (amiType.startsWith('AL2_') && Number(clusterVersion.split('.')[1]) > 32) {
    throw eksErrors.invalidParameter(`AMI Type ${amiType} is only supported for kubernetes versions 1.32 or earlier`)
  }
  if (!isAmiType(amiType))
    throw eksErrors.unsupported(`amiType ${amiType} of eks:CreateNodegroup is not simulated here.`)
  const unknown = types.filter((type) => !INSTANCE_TYPES.has(type))
  if (unknown.length > 0) {
    throw eksErrors.invalidParameter(ec2Errors.noSuchInstanceType(unknown.join(', ')).message)
  }
  const foreign = types.filter((type) => INSTANCE_TYPES.get(type)!.architecture !== architectureOf(amiType))
  if (foreign.length > 0) {
    throw eksErrors.invalidParameter(
      `[${foreign.join(', ')}] is not a valid instance type for requested amiType ${amiType}`,
    )
  }
}

/** Nodes may be up to three minor versions older than their control plane, never newer.
 *  @throws AwsError InvalidParameterException. */
export function checkNodeVersion(version: string, releaseVersion: string | undefined, clusterVersion: string): void {
  const known = findVersion(version)
  const minor = (text: string) => Number(text.split('.')[1])
  if (!known || minor(version) > minor(clusterVersion) || minor(version) < minor(clusterVersion) - 3) {
    throw eksErrors.invalidParameter(
      `Requested Nodegroup version ${version} is not supported for cluster version ${clusterVersion}`,
    )
  }
  if (releaseVersion !== undefined && releaseVersion !== known.node.releaseVersion) {
    throw eksErrors.invalidParameter(
      `Requested Nodegroup release version ${releaseVersion} is invalid. Allowed release version is ${known.node.releaseVersion}`,
    )
  }
}
