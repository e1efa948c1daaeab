import { ec2Errors } from './errors.ts'
import type { AwsError } from '../wire/aws-error.ts'
import type { Instance, Volume } from './model/instance.ts'
import type { InternetGateway, RouteTable, SecurityGroup, Subnet, Vpc } from './model/network.ts'
import type { Scope } from '../scope.ts'

function find<T>(items: Readonly<Record<string, T>>, id: string, notFound: (id: string) => AwsError): T {
  const item = items[id]
  if (item === undefined) throw notFound(id)
  return item
}

/** @throws AwsError InvalidVpcID.NotFound. */
export const findVpc = ({ here }: Scope, id: string): Vpc => find(here.ec2.vpcs, id, ec2Errors.noSuchVpc)

/** @throws AwsError InvalidSubnetID.NotFound. */
export const findSubnet = ({ here }: Scope, id: string): Subnet => find(here.ec2.subnets, id, ec2Errors.noSuchSubnet)

/** @throws AwsError InvalidInternetGatewayID.NotFound. */
export const findInternetGateway = ({ here }: Scope, id: string): InternetGateway =>
  find(here.ec2.internetGateways, id, ec2Errors.noSuchInternetGateway)

/** @throws AwsError InvalidRouteTableID.NotFound. */
export const findRouteTable = ({ here }: Scope, id: string): RouteTable =>
  find(here.ec2.routeTables, id, ec2Errors.noSuchRouteTable)

/** @throws AwsError InvalidVolume.NotFound. */
export const findVolume = ({ here }: Scope, id: string): Volume => find(here.ec2.volumes, id, ec2Errors.noSuchVolume)

/** A security group by id, or by name in the default VPC.
 *  @throws AwsError InvalidGroup.NotFound. */
export function findSecurityGroup({ here }: Scope, id: string | undefined, name: string | undefined): SecurityGroup {
  if (id !== undefined) return find(here.ec2.securityGroups, id, ec2Errors.noSuchGroup)
  if (name === undefined) throw ec2Errors.missing('groupName or groupId')
  const vpc = Object.values(here.ec2.vpcs).find((candidate) => candidate.IsDefault)
  const group = Object.values(here.ec2.securityGroups).find(
    (candidate) => candidate.GroupName === name && candidate.VpcId === vpc?.VpcId,
  )
  if (!group) throw vpc ? ec2Errors.noSuchGroupInVpc(name, vpc.VpcId) : ec2Errors.noSuchGroup(name)
  return group
}

/** Instances by id; the terminated are among them for an hour.
 *  @throws AwsError InvalidInstanceID.Malformed, InvalidInstanceID.NotFound. */
export function findInstances({ here }: Scope, ids: readonly string[]): Instance[] {
  const malformed = ids.find((id) => !/^i-[0-9a-f]{8}([0-9a-f]{9})?$/.test(id))
  if (malformed !== undefined) throw ec2Errors.malformedInstance(malformed)
  const missing = ids.filter((id) => !here.ec2.instances[id])
  if (missing.length > 0) throw ec2Errors.noSuchInstance(...missing)
  return ids.map((id) => here.ec2.instances[id]!)
}

/** Ids of the group that comes with a VPC: none once it is gone. */
export const defaultSecurityGroup = ({ here }: Scope, vpcId: string): string[] =>
  Object.values(here.ec2.securityGroups)
    .filter((group) => group.VpcId === vpcId && group.GroupName === 'default')
    .map((group) => group.GroupId)
