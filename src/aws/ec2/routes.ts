import { ec2Errors } from './errors.ts'
import { findInternetGateway } from './find.ts'
import { formatCidr, parseCidr } from './cidr.ts'
import type { Route, RouteTable } from './model/network.ts'
import type { Scope } from '../scope.ts'

/** A route as a request describes it. */
export interface RouteInput {
  RouteTableId: string
  DestinationCidrBlock?: string
  GatewayId?: string
  NatGatewayId?: string
  NetworkInterfaceId?: string
  InstanceId?: string
}

/** Targets of routes that this account has not. */
export const FOREIGN_TARGETS = [
  'DestinationPrefixListId',
  'VpcEndpointId',
  'TransitGatewayId',
  'LocalGatewayId',
  'CarrierGatewayId',
  'CoreNetworkArn',
  'OdbNetworkArn',
  'DestinationIpv6CidrBlock',
  'EgressOnlyInternetGatewayId',
  'VpcPeeringConnectionId',
] as const

/** The destination of a route, normalized.
 *  @throws AwsError when it is no block. */
export function destinationOf({ DestinationCidrBlock }: RouteInput): string {
  if (DestinationCidrBlock === undefined) throw ec2Errors.missing('destinationCidrBlock')
  const cidr = parseCidr(DestinationCidrBlock)
  if (!cidr) throw ec2Errors.notACidr(DestinationCidrBlock, 'destinationCidrBlock')
  return formatCidr(cidr)
}

/** A new route; its target must exist and be of the same network.
 *  @throws AwsError */
export function routeFor(scope: Scope, table: RouteTable, input: RouteInput): Route {
  const { GatewayId, NatGatewayId, NetworkInterfaceId, InstanceId } = input
  const { natGateways, networkInterfaces, instances } = scope.here.ec2
  if ([GatewayId, NatGatewayId, NetworkInterfaceId, InstanceId].filter((target) => target !== undefined).length !== 1) {
    throw ec2Errors.invalidCombination(
      'The request must contain exactly one of gatewayId, natGatewayId, networkInterfaceId, vpcPeeringConnectionId, egressOnlyInternetGatewayId, transitGatewayId, localGatewayId, carrierGatewayId, vpcEndpointId, coreNetworkArn or instanceId',
    )
  }
  if (GatewayId !== undefined && findInternetGateway(scope, GatewayId).Attachments[0]?.VpcId !== table.VpcId) {
    throw ec2Errors.invalidValue(
      `route table ${table.RouteTableId} and network gateway ${GatewayId} belong to different networks`,
    )
  }
  const nat = NatGatewayId === undefined ? undefined : natGateways[NatGatewayId]
  if (NatGatewayId !== undefined && (!nat || nat.State === 'deleted')) throw ec2Errors.noSuchNatGateway(NatGatewayId)
  if (NetworkInterfaceId !== undefined && !networkInterfaces[NetworkInterfaceId])
    throw ec2Errors.noSuchInterface(NetworkInterfaceId)
  if (InstanceId !== undefined && !instances[InstanceId]) throw ec2Errors.noSuchInstance(InstanceId)
  return {
    DestinationCidrBlock: destinationOf(input),
    ...(GatewayId !== undefined && { GatewayId }),
    ...(NatGatewayId !== undefined && { NatGatewayId }),
    ...(NetworkInterfaceId !== undefined && { NetworkInterfaceId }),
    ...(InstanceId !== undefined && { InstanceId }),
    Origin: 'CreateRoute',
    State: 'active',
  }
}
