import type { Account } from '#aws'

/**
 * Where the load balancer of a Service goes: one subnet in each zone of the VPC. Those with the role's tag come first, and one that faces the
 * internet needs a way there.
 * @throws Error in the cloud controller's words when there is none
 */
export function loadBalancerSubnets(account: Account, region: string, vpcId: string, internal: boolean): string[] {
  const { subnets, routeTables } = account.core.in(region).here.ec2
  const role = internal ? 'kubernetes.io/role/internal-elb' : 'kubernetes.io/role/elb'
  const tables = Object.values(routeTables).filter((table) => table.VpcId === vpcId)
  const isPublic = (id: string) => {
    const own = tables.find(({ Associations }) => Associations.some(({ SubnetId }) => SubnetId === id))
    const table = own ?? tables.find(({ Associations }) => Associations.some(({ Main }) => Main))
    return table?.Routes.some(({ GatewayId }) => GatewayId?.startsWith('igw-')) ?? false
  }
  const byZone = new Map<string, { id: string; tagged: boolean }>()
  for (const { SubnetId: id, VpcId, AvailabilityZone: zone, Tags } of Object.values(subnets)) {
    if (VpcId !== vpcId || (!internal && !isPublic(id))) continue
    const tagged = Tags.some(({ Key }) => Key === role)
    const known = byZone.get(zone)
    if (!known || (tagged && !known.tagged)) byZone.set(zone, { id, tagged })
  }
  if (byZone.size === 0) throw new Error('could not find any suitable subnets for creating the ELB')
  return Array.from(byZone.values(), ({ id }) => id)
}
