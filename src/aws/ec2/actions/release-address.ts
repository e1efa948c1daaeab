import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html */
export const releaseAddress = defineAction<{ AllocationId?: string; PublicIp?: string }>({
  name: 'ReleaseAddress',
  handle({ here }, { AllocationId, PublicIp }) {
    if (AllocationId === undefined && PublicIp === undefined) throw ec2Errors.missing('allocationId')
    const address = Object.values(here.ec2.addresses).find(
      (candidate) => candidate.AllocationId === AllocationId || candidate.PublicIp === PublicIp,
    )
    if (!address)
      throw AllocationId === undefined ? ec2Errors.noSuchAddress(PublicIp!) : ec2Errors.noSuchAllocation(AllocationId)
    if (address.AssociationId !== undefined) throw ec2Errors.addressInUse(address.PublicIp)
    delete here.ec2.addresses[address.AllocationId]
  },
})
