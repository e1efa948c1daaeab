import { ec2Errors } from './errors.ts'
import { ec2Id } from './ids.ts'
import { formatAddress, parseCidr } from './cidr.ts'
import { zonesOf } from '../regions.ts'
import type { RouteTable, SecurityGroup, Subnet, Vpc } from './model/network.ts'
import type { Scope } from '../scope.ts'
import type { Tag } from '../tags.ts'

/** Addresses that AWS keeps in every subnet: network, router, DNS, future use, broadcast. */
const RESERVED = 5

/** Makes a VPC with what comes with it: main route table and default security group. */
export function addVpc(scope: Scope, cidr: string, isDefault: boolean, tags: Tag[], tenancy = 'default'): Vpc {
  const { account, here } = scope
  const vpc: Vpc = {
    VpcId: ec2Id(account, 'vpc'),
    CidrBlock: cidr,
    State: 'available',
    IsDefault: isDefault,
    InstanceTenancy: tenancy,
    DhcpOptionsId: dhcpOptionsOf(scope),
    OwnerId: account.id,
    CidrBlockAssociationSet: [
      { AssociationId: ec2Id(account, 'vpc-cidr-assoc'), CidrBlock: cidr, CidrBlockState: { State: 'associated' } },
    ],
    Tags: tags,
    dns: { support: true, hostnames: isDefault, metrics: false },
  }
  here.ec2.vpcs[vpc.VpcId] = vpc
  addRouteTable(scope, vpc, true, [])
  const group = addSecurityGroup(scope, vpc.VpcId, 'default', 'default VPC security group', [])
  group.rules.push({
    SecurityGroupRuleId: ec2Id(account, 'sgr'),
    IsEgress: false,
    IpProtocol: '-1',
    FromPort: -1,
    ToPort: -1,
    group: group.GroupId,
    Tags: [],
  })
  return vpc
}

/** All VPCs of a region share its default DHCP options. */
function dhcpOptionsOf({ account, here }: Scope): string {
  return Object.values(here.ec2.vpcs)[0]?.DhcpOptionsId ?? ec2Id(account, 'dopt')
}

/** Makes a subnet. */
export function addSubnet(
  scope: Scope,
  vpcId: string,
  cidr: string,
  zoneName: string,
  isDefault: boolean,
  tags: Tag[],
): Subnet {
  const { account, region, here } = scope
  const id = ec2Id(account, 'subnet')
  const subnet: Subnet = {
    SubnetId: id,
    SubnetArn: `arn:aws:ec2:${region}:${account.id}:subnet/${id}`,
    VpcId: vpcId,
    CidrBlock: cidr,
    State: 'available',
    AvailabilityZone: zoneName,
    AvailabilityZoneId: zonesOf(region).find((zone) => zone.name === zoneName)!.id,
    OwnerId: account.id,
    DefaultForAz: isDefault,
    MapPublicIpOnLaunch: isDefault,
    MapCustomerOwnedIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    EnableDns64: false,
    Ipv6Native: false,
    Ipv6CidrBlockAssociationSet: [],
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    Tags: tags,
  }
  here.ec2.subnets[id] = subnet
  return subnet
}

/** Makes a route table with the local route. */
export function addRouteTable({ account, here }: Scope, vpc: Vpc, main: boolean, tags: Tag[]): RouteTable {
  const id = ec2Id(account, 'rtb')
  const table: RouteTable = {
    RouteTableId: id,
    VpcId: vpc.VpcId,
    OwnerId: account.id,
    Routes: [{ DestinationCidrBlock: vpc.CidrBlock, GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' }],
    Associations: main
      ? [
          {
            Main: true,
            RouteTableAssociationId: ec2Id(account, 'rtbassoc'),
            RouteTableId: id,
            AssociationState: { State: 'associated' },
          },
        ]
      : [],
    PropagatingVgws: [],
    Tags: tags,
  }
  here.ec2.routeTables[id] = table
  return table
}

/** Makes a security group that lets everything out. */
export function addSecurityGroup(
  { account, region, here }: Scope,
  vpcId: string,
  name: string,
  description: string,
  tags: Tag[],
): SecurityGroup {
  const id = ec2Id(account, 'sg')
  const group: SecurityGroup = {
    GroupId: id,
    GroupName: name,
    Description: description,
    VpcId: vpcId,
    OwnerId: account.id,
    SecurityGroupArn: `arn:aws:ec2:${region}:${account.id}:security-group/${id}`,
    Tags: tags,
    rules: [
      {
        SecurityGroupRuleId: ec2Id(account, 'sgr'),
        IsEgress: true,
        IpProtocol: '-1',
        FromPort: -1,
        ToPort: -1,
        CidrIpv4: '0.0.0.0/0',
        Tags: [],
      },
    ],
  }
  here.ec2.securityGroups[id] = group
  return group
}

/** The table that holds for a subnet: its own, or the main one of its VPC. */
function routeTableOf({ here }: Scope, subnet: Subnet): RouteTable {
  const tables = Object.values(here.ec2.routeTables).filter((table) => table.VpcId === subnet.VpcId)
  return (
    tables.find((table) => table.Associations.some((association) => association.SubnetId === subnet.SubnetId)) ??
    tables.find((table) => table.Associations.some((association) => association.Main))!
  )
}

/** How a subnet gets out: through an internet gateway, through a NAT gateway, or not at all. */
export function wayOut(scope: Scope, subnet: Subnet): 'internet' | 'nat' | 'none' {
  const route = routeTableOf(scope, subnet).Routes.find(
    ({ DestinationCidrBlock, State }) => DestinationCidrBlock === '0.0.0.0/0' && State === 'active',
  )
  if (route?.GatewayId?.startsWith('igw-')) return 'internet'
  return route?.NatGatewayId ? 'nat' : 'none'
}

function usedAddresses({ here }: Scope, subnetId: string): Set<string> {
  const interfaces = Object.values(here.ec2.networkInterfaces).filter((card) => card.SubnetId === subnetId)
  return new Set(interfaces.flatMap((card) => [card.PrivateIpAddress, ...card.secondary]))
}

/** Addresses that are left in a subnet. */
export const freeAddresses = (scope: Scope, subnet: Subnet): number =>
  parseCidr(subnet.CidrBlock)!.size - RESERVED - usedAddresses(scope, subnet.SubnetId).size

/** Takes free addresses of a subnet, scattered as AWS does.
 *  @throws AwsError InsufficientFreeAddressesInSubnet. */
export function pickAddresses(scope: Scope, subnet: Subnet, count: number): string[] {
  const { base, size } = parseCidr(subnet.CidrBlock)!
  const used = usedAddresses(scope, subnet.SubnetId)
  const usable = size - RESERVED
  if (usable - used.size < count) throw ec2Errors.insufficientAddresses(subnet.SubnetId)
  const picked: string[] = []
  let at = Math.floor(scope.account.ids.random() * usable)
  while (picked.length < count) {
    const address = formatAddress(base + 4 + (at % usable))
    if (!used.has(address)) {
      used.add(address)
      picked.push(address)
      at = Math.floor(scope.account.ids.random() * usable)
    } else at++
  }
  return picked
}
