import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVpc } from '../find.ts'

interface Input {
  VpcId: string
  EnableDnsHostnames?: { Value?: boolean }
  EnableDnsSupport?: { Value?: boolean }
  EnableNetworkAddressUsageMetrics?: { Value?: boolean }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
export const modifyVpcAttribute = defineAction<Input>({
  name: 'ModifyVpcAttribute',
  handle(call, input) {
    const { dns } = findVpc(call, input.VpcId)
    const given = [input.EnableDnsHostnames, input.EnableDnsSupport, input.EnableNetworkAddressUsageMetrics].filter(
      Boolean,
    )
    if (given.length > 1) {
      throw ec2Errors.invalidCombination('Only one attribute can be modified at a time.')
    }
    dns.hostnames = input.EnableDnsHostnames?.Value ?? dns.hostnames
    dns.support = input.EnableDnsSupport?.Value ?? dns.support
    dns.metrics = input.EnableNetworkAddressUsageMetrics?.Value ?? dns.metrics
  },
})
