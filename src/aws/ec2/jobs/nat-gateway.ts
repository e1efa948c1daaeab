import { defineJob } from '../../define.ts'
import type { Scope } from '../../scope.ts'

const FORGET_MS = 3_600_000

/** A NAT gateway comes up, or turns out to have no way to the Internet. */
export const natGatewayAvailable = defineJob<{ id: string; failed: boolean }>({
  name: 'ec2.nat-gateway-available',
  run(scope, { id, failed }) {
    const gateway = scope.here.ec2.natGateways[id]
    if (gateway?.State !== 'pending') return
    gateway.State = failed ? 'failed' : 'available'
    if (!failed) return
    gateway.FailureCode = 'Gateway.NotAttached'
    gateway.FailureMessage = `Network ${gateway.VpcId} has no Internet gateway attached`
    release(scope, id)
  },
})

/** A NAT gateway is gone; it stays in lists for an hour. */
export const natGatewayDeleted = defineJob<{ id: string }>({
  name: 'ec2.nat-gateway-deleted',
  run(scope, { id }) {
    const gateway = scope.here.ec2.natGateways[id]
    if (gateway?.State !== 'deleting') return
    gateway.State = 'deleted'
    gateway.DeleteTime = scope.account.clock.now()
    release(scope, id)
    scope.account.schedule(scope.region, natGatewayForgotten, { id }, FORGET_MS)
  },
})

/** A deleted NAT gateway leaves the lists. */
export const natGatewayForgotten = defineJob<{ id: string }>({
  name: 'ec2.nat-gateway-forgotten',
  run({ here }, { id }) {
    delete here.ec2.natGateways[id]
  },
})

/** Gives the network card and the address of a gateway back. */
function release({ here }: Scope, id: string) {
  for (const { NetworkInterfaceId, AllocationId } of here.ec2.natGateways[id]!.NatGatewayAddresses) {
    delete here.ec2.networkInterfaces[NetworkInterfaceId]
    const address = AllocationId === undefined ? undefined : here.ec2.addresses[AllocationId]
    if (!address) continue
    delete address.AssociationId
    delete address.NetworkInterfaceId
    delete address.NetworkInterfaceOwnerId
    delete address.PrivateIpAddress
  }
  for (const table of Object.values(here.ec2.routeTables)) {
    for (const route of table.Routes) if (route.NatGatewayId === id) route.State = 'blackhole'
  }
}
