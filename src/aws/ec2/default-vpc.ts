import { addSubnet, addVpc } from './networks.ts'
import { ec2Id } from './ids.ts'
import { zonesOf } from '../regions.ts'
import type { Scope } from '../scope.ts'

/** The VPC that every region of an account has from the start: a public subnet in each zone. Does nothing where there is already state. */
export function ensureDefaultVpc(scope: Scope): void {
  const { account, region, here } = scope
  if (here.ec2.seeded) return
  here.ec2.seeded = true
  const vpc = addVpc(scope, '172.31.0.0/16', true, [])
  zonesOf(region).forEach((zone, i) => addSubnet(scope, vpc.VpcId, `172.31.${i * 16}.0/20`, zone.name, true, []))
  const gateway = ec2Id(account, 'igw')
  here.ec2.internetGateways[gateway] = {
    InternetGatewayId: gateway,
    OwnerId: account.id,
    Attachments: [{ State: 'available', VpcId: vpc.VpcId }],
    Tags: [],
  }
  const [main] = Object.values(here.ec2.routeTables)
  main!.Routes.push({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, Origin: 'CreateRoute', State: 'active' })
}
