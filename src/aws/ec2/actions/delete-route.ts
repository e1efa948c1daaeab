import { defineAction } from '../../define.ts'
import { destinationOf } from '../routes.ts'
import { ec2Errors } from '../errors.ts'
import { findRouteTable } from '../find.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export const deleteRoute = defineAction<{ RouteTableId: string; DestinationCidrBlock?: string }>({
  name: 'DeleteRoute',
  unsupported: ['DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  handle(call, input) {
    const table = findRouteTable(call, input.RouteTableId)
    const destination = destinationOf(input)
    const route = table.Routes.find((candidate) => candidate.DestinationCidrBlock === destination)
    if (!route) throw ec2Errors.noSuchRoute(destination, input.RouteTableId)
    if (route.GatewayId === 'local') {
      throw ec2Errors.invalidValue(`cannot remove local route ${destination} in route table ${input.RouteTableId}`)
    }
    table.Routes = table.Routes.filter((candidate) => candidate !== route)
  },
})
