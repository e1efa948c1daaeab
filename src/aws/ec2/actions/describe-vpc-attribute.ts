import { defineAction } from '../../define.ts'
import { findVpc } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
export const describeVpcAttribute = defineAction<{ VpcId: string; Attribute: string }>({
  name: 'DescribeVpcAttribute',
  handle(call, { VpcId, Attribute }) {
    const { dns } = findVpc(call, VpcId)
    return {
      VpcId,
      ...(Attribute === 'enableDnsHostnames' && { EnableDnsHostnames: { Value: dns.hostnames } }),
      ...(Attribute === 'enableDnsSupport' && { EnableDnsSupport: { Value: dns.support } }),
      ...(Attribute === 'enableNetworkAddressUsageMetrics' && {
        EnableNetworkAddressUsageMetrics: { Value: dns.metrics },
      }),
    }
  },
})
