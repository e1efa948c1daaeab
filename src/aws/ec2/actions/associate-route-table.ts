import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { ec2Id } from '../ids.ts'
import { findRouteTable, findSubnet } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export const associateRouteTable = defineAction<{ RouteTableId: string; SubnetId?: string }>({
  name: 'AssociateRouteTable',
  unsupported: ['GatewayId', 'PublicIpv4Pool'],
  handle(call, { RouteTableId, SubnetId }) {
    const table = findRouteTable(call, RouteTableId)
    if (SubnetId === undefined) throw ec2Errors.missing('subnetId or gatewayId')
    const subnet = findSubnet(call, SubnetId)
    if (subnet.VpcId !== table.VpcId) {
      throw ec2Errors.invalidValue(`route table ${RouteTableId} and subnet ${SubnetId} belong to different networks`)
    }
    for (const other of Object.values(call.here.ec2.routeTables)) {
      const existing = other.Associations.find((association) => association.SubnetId === SubnetId)
      if (existing && other === table) {
        return { AssociationId: existing.RouteTableAssociationId, AssociationState: { State: 'associated' } }
      }
      if (existing) throw ec2Errors.associationConflict(RouteTableId)
    }
    const id = ec2Id(call.account, 'rtbassoc')
    table.Associations.push({
      Main: false,
      RouteTableAssociationId: id,
      RouteTableId,
      SubnetId,
      AssociationState: { State: 'associated' },
    })
    return { AssociationId: id, AssociationState: { State: 'associated' } }
  },
})
