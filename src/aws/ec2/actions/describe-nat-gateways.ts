import { applyFilters, paginate, type DescribeInput, type Filter, type FilterFields } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import type { NatGateway } from '../model/network.ts'

const FIELDS: FilterFields<NatGateway> = {
  'nat-gateway-id': (gateway) => gateway.NatGatewayId,
  state: (gateway) => gateway.State,
  'subnet-id': (gateway) => gateway.SubnetId,
  'vpc-id': (gateway) => gateway.VpcId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNatGateways.html */
export const describeNatGateways = defineAction<DescribeInput & { NatGatewayIds?: string[]; Filter?: Filter[] }>({
  name: 'DescribeNatGateways',
  handle({ here }, input) {
    const { natGateways } = here.ec2
    const unknown = input.NatGatewayIds?.find((id) => !natGateways[id])
    if (unknown !== undefined) throw ec2Errors.noSuchNatGateway(unknown)
    const named = input.NatGatewayIds?.map((id) => natGateways[id]!) ?? Object.values(natGateways)
    const { items, ...rest } = paginate(
      applyFilters(named, input.Filter, { fields: FIELDS, tagsOf: (gateway) => gateway.Tags }),
      input,
    )
    return { NatGateways: items, ...rest }
  },
})
