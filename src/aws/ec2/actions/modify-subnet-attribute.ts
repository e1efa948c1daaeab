import { defineAction } from '../../define.ts'
import { findSubnet } from '../find.ts'

interface Input {
  SubnetId: string
  MapPublicIpOnLaunch?: { Value?: boolean }
  PrivateDnsHostnameTypeOnLaunch?: string
  EnableResourceNameDnsARecordOnLaunch?: { Value?: boolean }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
export const modifySubnetAttribute = defineAction<Input>({
  name: 'ModifySubnetAttribute',
  unsupported: [
    'AssignIpv6AddressOnCreation',
    'MapCustomerOwnedIpOnLaunch',
    'EnableDns64',
    'EnableLniAtDeviceIndex',
    'DisableLniAtDeviceIndex',
    'EnableResourceNameDnsAAAARecordOnLaunch',
  ],
  handle(call, input) {
    const subnet = findSubnet(call, input.SubnetId)
    const names = subnet.PrivateDnsNameOptionsOnLaunch
    subnet.MapPublicIpOnLaunch = input.MapPublicIpOnLaunch?.Value ?? subnet.MapPublicIpOnLaunch
    names.HostnameType = input.PrivateDnsHostnameTypeOnLaunch ?? names.HostnameType
    names.EnableResourceNameDnsARecord =
      input.EnableResourceNameDnsARecordOnLaunch?.Value ?? names.EnableResourceNameDnsARecord
  },
})
