import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findRouteTable } from '../find.ts'
import { FOREIGN_TARGETS, routeFor, type RouteInput } from '../routes.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export const createRoute = defineAction<RouteInput>({
  name: 'CreateRoute',
  unsupported: FOREIGN_TARGETS,
  handle(call, input) {
    const table = findRouteTable(call, input.RouteTableId)
    const route = routeFor(call, table, input)
    const existing = table.Routes.find((other) => other.DestinationCidrBlock === route.DestinationCidrBlock)
    if (existing?.State === 'active') throw ec2Errors.routeExists(route.DestinationCidrBlock)
    table.Routes = [...table.Routes.filter((other) => other !== existing), route]
    return { Return: true }
  },
})
