import { AwsError } from '../wire/aws-error.ts'
import { ec2Errors } from '../ec2/errors.ts'
import { eksErrors } from './errors.ts'
import { freeAddresses } from '../ec2/networks.ts'
import type { Call } from '../scope.ts'
import type { Subnet } from '../ec2/model/network.ts'

/** Addresses that EKS wants to be left in each subnet of a control plane. */
const MIN_FREE_ADDRESSES = 6

/** Zones that have no room for control planes, by region (names as this account sees them). */
const NARROW_ZONES: Readonly<Record<string, readonly string[]>> = {
  'us-east-1': ['use1-az3'],
  'us-west-1': ['usw1-az2'],
  'ca-central-1': ['cac1-az3'],
}

/** Runs a look-up in EC2 and passes its refusal on as EKS does. */
export function asEks<T>(call: Call, about: { clusterName?: string; nodegroupName?: string }, lookUp: () => T): T {
  try {
    return lookUp()
  } catch (error) {
    if (error instanceof AwsError) throw eksErrors.fromEc2(error, call.requestId, about)
    throw error
  }
}

/** The subnets behind some ids.
 *  @throws AwsError InvalidSubnetID.NotFound. */
export function subnetsOf(call: Call, ids: readonly string[]): Subnet[] {
  return ids.map((id) => {
    const subnet = call.here.ec2.subnets[id]
    if (!subnet) throw ec2Errors.noSuchSubnet(id)
    return subnet
  })
}

/** Checks the subnets and groups of a control plane and returns their VPC.
 *  @throws AwsError InvalidParameterException, UnsupportedAvailabilityZoneException. */
export function checkControlPlaneNetwork(
  call: Call,
  name: string,
  subnetIds: readonly string[],
  groupIds: readonly string[],
): string {
  if (subnetIds.length === 0) throw eksErrors.noSubnets(name)
  const subnets = asEks(call, { clusterName: name }, () => subnetsOf(call, subnetIds))
  const [vpcId] = new Set(subnets.map((subnet) => subnet.VpcId))
  if (subnets.some((subnet) => subnet.VpcId !== vpcId)) throw eksErrors.manyVpcs(name)
  if (new Set(subnets.map((subnet) => subnet.AvailabilityZone)).size < 2) throw eksErrors.oneZone(name)
  const narrow = NARROW_ZONES[call.region] ?? []
  const refused = subnets.find((subnet) => narrow.includes(subnet.AvailabilityZoneId))
  if (refused) {
    const zones = new Set(
      Object.values(call.here.ec2.subnets)
        .filter((subnet) => !narrow.includes(subnet.AvailabilityZoneId))
        .map((subnet) => subnet.AvailabilityZone),
    )
    throw eksErrors.badZone(name, refused.AvailabilityZone, [...zones].sort())
  }
  const full = subnets.find((subnet) => freeAddresses(call, subnet) < MIN_FREE_ADDRESSES)
  if (full) {
    throw eksErrors.invalidParameter(
      `One or more of the provided subnets does not have enough free IP addresses. Subnet ${full.SubnetId} needs at least ${MIN_FREE_ADDRESSES}.`,
      { clusterName: name },
    )
  }
  asEks(call, { clusterName: name }, () => {
    for (const id of groupIds) if (call.here.ec2.securityGroups[id]?.VpcId !== vpcId) throw ec2Errors.noSuchGroup(id)
  })
  return vpcId!
}
