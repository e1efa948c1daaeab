import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findRouteTable } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export const deleteRouteTable = defineAction<{ RouteTableId: string }>({
  name: 'DeleteRouteTable',
  handle(call, { RouteTableId }) {
    if (findRouteTable(call, RouteTableId).Associations.length > 0)
      throw ec2Errors.dependency('routeTable', RouteTableId)
    delete call.here.ec2.routeTables[RouteTableId]
  },
})
