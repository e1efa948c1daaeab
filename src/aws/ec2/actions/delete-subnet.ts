import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findSubnet } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html */
export const deleteSubnet = defineAction<{ SubnetId: string }>({
  name: 'DeleteSubnet',
  handle(call, { SubnetId }) {
    const { ec2 } = call.here
    findSubnet(call, SubnetId)
    const inUse =
      Object.values(ec2.networkInterfaces).some((card) => card.SubnetId === SubnetId) ||
      Object.values(ec2.natGateways).some((gateway) => gateway.SubnetId === SubnetId && gateway.State !== 'deleted')
    if (inUse) throw ec2Errors.dependency('subnet', SubnetId)
    for (const table of Object.values(ec2.routeTables)) {
      table.Associations = table.Associations.filter((association) => association.SubnetId !== SubnetId)
    }
    delete ec2.subnets[SubnetId]
  },
})
