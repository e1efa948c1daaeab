import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVpc } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html */
export const deleteVpc = defineAction<{ VpcId: string }>({
  name: 'DeleteVpc',
  handle(call, { VpcId }) {
    const { ec2 } = call.here
    findVpc(call, VpcId)
    const inVpc = <T extends { VpcId: string }>(items: Record<string, T>) =>
      Object.values(items).filter((item) => item.VpcId === VpcId)
    const tables = inVpc(ec2.routeTables)
    const groups = inVpc(ec2.securityGroups)
    const held =
      inVpc(ec2.subnets).length > 0 ||
      inVpc(ec2.networkInterfaces).length > 0 ||
      tables.some((table) => !table.Associations.some((association) => association.Main)) ||
      groups.some((group) => group.GroupName !== 'default') ||
      Object.values(ec2.internetGateways).some((gateway) =>
        gateway.Attachments.some((attachment) => attachment.VpcId === VpcId),
      ) ||
      inVpc(ec2.natGateways).some((gateway) => gateway.State !== 'deleted')
    if (held) throw ec2Errors.dependency('vpc', VpcId)
    for (const table of tables) delete ec2.routeTables[table.RouteTableId]
    for (const group of groups) delete ec2.securityGroups[group.GroupId]
    delete ec2.vpcs[VpcId]
  },
})
