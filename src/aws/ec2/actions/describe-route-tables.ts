import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import type { RouteTable } from '../model/network.ts'

const FIELDS: FilterFields<RouteTable> = {
  'association.main': (table) => table.Associations.map((association) => association.Main),
  'association.route-table-association-id': (table) =>
    table.Associations.map((association) => association.RouteTableAssociationId),
  'association.route-table-id': (table) => table.Associations.map((association) => association.RouteTableId),
  'association.subnet-id': (table) => table.Associations.map((association) => association.SubnetId),
  'owner-id': (table) => table.OwnerId,
  'route-table-id': (table) => table.RouteTableId,
  'route.destination-cidr-block': (table) => table.Routes.map((route) => route.DestinationCidrBlock),
  'route.gateway-id': (table) => table.Routes.map((route) => route.GatewayId),
  'route.instance-id': (table) => table.Routes.map((route) => route.InstanceId),
  'route.nat-gateway-id': (table) => table.Routes.map((route) => route.NatGatewayId),
  'route.origin': (table) => table.Routes.map((route) => route.Origin),
  'route.state': (table) => table.Routes.map((route) => route.State),
  'vpc-id': (table) => table.VpcId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export const describeRouteTables = defineAction<DescribeInput & { RouteTableIds?: string[] }>({
  name: 'DescribeRouteTables',
  handle({ here }, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(here.ec2.routeTables),
      ids: input.RouteTableIds,
      idOf: (table) => table.RouteTableId,
      notFound: ec2Errors.noSuchRouteTable,
      fields: FIELDS,
      tagsOf: (table) => table.Tags,
    })
    return { RouteTables: items, ...rest }
  },
})
