import { addSubnet } from '../networks.ts'
import { contains, formatCidr, overlaps, parseCidr } from '../cidr.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVpc } from '../find.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'
import { viewSubnet } from './describe-subnets.ts'
import { zonesOf } from '../../regions.ts'

interface Input {
  VpcId: string
  CidrBlock?: string
  AvailabilityZone?: string
  AvailabilityZoneId?: string
  TagSpecifications?: TagSpecification[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export const createSubnet = defineAction<Input>({
  name: 'CreateSubnet',
  unsupported: ['Ipv6CidrBlock', 'Ipv6Native', 'OutpostArn', 'Ipv4IpamPoolId', 'Ipv6IpamPoolId'],
  handle(call, input) {
    const vpc = findVpc(call, input.VpcId)
    if (input.CidrBlock === undefined) throw ec2Errors.missing('cidrBlock')
    const cidr = parseCidr(input.CidrBlock)
    if (!cidr) throw ec2Errors.notACidr(input.CidrBlock)
    const outside = !vpc.CidrBlockAssociationSet.some((block) => contains(parseCidr(block.CidrBlock)!, cidr))
    if (outside || cidr.bits < 16 || cidr.bits > 28) throw ec2Errors.invalidSubnetRange(input.CidrBlock)
    const siblings = Object.values(call.here.ec2.subnets).filter((subnet) => subnet.VpcId === vpc.VpcId)
    if (siblings.some((subnet) => overlaps(parseCidr(subnet.CidrBlock)!, cidr)))
      throw ec2Errors.subnetConflict(input.CidrBlock)
    const tags = tagsFor('subnet', input.TagSpecifications)
    const subnet = addSubnet(call, vpc.VpcId, formatCidr(cidr), pickZone(call.region, input), false, tags)
    return { Subnet: viewSubnet(call, subnet) }
  },
})

function pickZone(region: string, { AvailabilityZone, AvailabilityZoneId }: Input): string {
  const zones = zonesOf(region)
  const wanted = AvailabilityZone ?? AvailabilityZoneId
  const zone =
    wanted === undefined
      ? zones[0]
      : zones.find(({ name, id }) => name === AvailabilityZone || id === AvailabilityZoneId)
  if (!zone)
    throw ec2Errors.invalidZone(
      wanted!,
      zones.map(({ name }) => name),
    )
  return zone.name
}
