import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import type { InternetGateway } from '../model/network.ts'

const FIELDS: FilterFields<InternetGateway> = {
  'attachment.state': (gateway) => gateway.Attachments.map((attachment) => attachment.State),
  'attachment.vpc-id': (gateway) => gateway.Attachments.map((attachment) => attachment.VpcId),
  'internet-gateway-id': (gateway) => gateway.InternetGatewayId,
  'owner-id': (gateway) => gateway.OwnerId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInternetGateways.html */
export const describeInternetGateways = defineAction<DescribeInput & { InternetGatewayIds?: string[] }>({
  name: 'DescribeInternetGateways',
  handle({ here }, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(here.ec2.internetGateways),
      ids: input.InternetGatewayIds,
      idOf: (gateway) => gateway.InternetGatewayId,
      notFound: ec2Errors.noSuchInternetGateway,
      fields: FIELDS,
      tagsOf: (gateway) => gateway.Tags,
    })
    return { InternetGateways: items, ...rest }
  },
})
