import { addVpc } from '../networks.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { formatCidr, parseCidr } from '../cidr.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'
import { viewVpc } from './describe-vpcs.ts'

interface Input {
  CidrBlock?: string
  InstanceTenancy?: string
  TagSpecifications?: TagSpecification[]
}

const MAX_VPCS = 5

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export const createVpc = defineAction<Input>({
  name: 'CreateVpc',
  unsupported: [
    'Ipv6Pool',
    'Ipv6CidrBlock',
    'Ipv4IpamPoolId',
    'Ipv6IpamPoolId',
    'AmazonProvidedIpv6CidrBlock',
    'VpcEncryptionControl',
  ],
  handle(call, { CidrBlock, InstanceTenancy, TagSpecifications }) {
    if (CidrBlock === undefined) throw ec2Errors.missing('cidrBlock')
    const cidr = parseCidr(CidrBlock)
    if (!cidr) throw ec2Errors.notACidr(CidrBlock)
    if (cidr.bits < 16 || cidr.bits > 28) throw ec2Errors.invalidVpcRange(CidrBlock)
    const tags = tagsFor('vpc', TagSpecifications)
    if (Object.keys(call.here.ec2.vpcs).length >= MAX_VPCS) throw ec2Errors.vpcLimit()
    const vpc = addVpc(call, formatCidr(cidr), false, tags, InstanceTenancy)
    return { Vpc: { ...viewVpc(vpc), Ipv6CidrBlockAssociationSet: [], State: 'pending' } }
  },
})
