import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import type { Vpc } from '../model/network.ts'

const FIELDS: FilterFields<Vpc> = {
  cidr: (vpc) => vpc.CidrBlock,
  'cidr-block': (vpc) => vpc.CidrBlock,
  'cidr-block-association.cidr-block': (vpc) => vpc.CidrBlockAssociationSet.map((block) => block.CidrBlock),
  'cidr-block-association.association-id': (vpc) => vpc.CidrBlockAssociationSet.map((block) => block.AssociationId),
  'cidr-block-association.state': (vpc) => vpc.CidrBlockAssociationSet.map((block) => block.CidrBlockState.State),
  'dhcp-options-id': (vpc) => vpc.DhcpOptionsId,
  'is-default': (vpc) => vpc.IsDefault,
  isDefault: (vpc) => vpc.IsDefault,
  'owner-id': (vpc) => vpc.OwnerId,
  state: (vpc) => vpc.State,
  'vpc-id': (vpc) => vpc.VpcId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export const describeVpcs = defineAction<DescribeInput & { VpcIds?: string[] }>({
  name: 'DescribeVpcs',
  handle({ here }, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(here.ec2.vpcs),
      ids: input.VpcIds,
      idOf: (vpc) => vpc.VpcId,
      notFound: ec2Errors.noSuchVpc,
      fields: FIELDS,
      tagsOf: (vpc) => vpc.Tags,
    })
    return { Vpcs: items.map(viewVpc), ...rest }
  },
})

/** A VPC as the API answers it: no tags, no tag set. */
export const viewVpc = ({ Tags, ...vpc }: Vpc): object => ({ ...vpc, ...(Tags.length > 0 && { Tags }) })
