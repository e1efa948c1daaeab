import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findRouteTable } from '../find.ts'
import { FOREIGN_TARGETS, routeFor, type RouteInput } from '../routes.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
export const replaceRoute = defineAction<RouteInput>({
  name: 'ReplaceRoute',
  unsupported: [...FOREIGN_TARGETS, 'LocalTarget'],
  handle(call, input) {
    const table = findRouteTable(call, input.RouteTableId)
    const route = routeFor(call, table, input)
    const at = table.Routes.findIndex((other) => other.DestinationCidrBlock === route.DestinationCidrBlock)
    if (at < 0) {
      throw ec2Errors.invalidValue(
        `There is no route defined for '${route.DestinationCidrBlock}' in the route table. Use CreateRoute instead.`,
      )
    }
    table.Routes[at] = route
  },
})
