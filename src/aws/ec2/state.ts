import { dictionary } from '../dictionary.ts'
import type { Instance } from './model/instance.ts'
import type { LaunchTemplate } from './model/launch-template.ts'
import type {
  Address,
  InternetGateway,
  NatGateway,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  Vpc,
} from './model/network.ts'
import type { KeyPair, Volume } from './model/instance.ts'

/** EC2 in one region. Objects are kept in the shape in which the API shows them, by id. */
export interface Ec2State {
  /** The default VPC has been made; it may be gone again. */
  seeded: boolean
  vpcs: Record<string, Vpc>
  subnets: Record<string, Subnet>
  internetGateways: Record<string, InternetGateway>
  routeTables: Record<string, RouteTable>
  securityGroups: Record<string, SecurityGroup>
  natGateways: Record<string, NatGateway>
  addresses: Record<string, Address>
  networkInterfaces: Record<string, NetworkInterface>
  instances: Record<string, Instance>
  volumes: Record<string, Volume>
  launchTemplates: Record<string, LaunchTemplate>
  /** By name. */
  keyPairs: Record<string, KeyPair>
}

/** EC2 in a region that nobody has looked at yet: the default VPC is made then. */
export const emptyEc2State = (): Ec2State => ({
  seeded: false,
  vpcs: dictionary(),
  subnets: dictionary(),
  internetGateways: dictionary(),
  routeTables: dictionary(),
  securityGroups: dictionary(),
  natGateways: dictionary(),
  addresses: dictionary(),
  networkInterfaces: dictionary(),
  instances: dictionary(),
  volumes: dictionary(),
  launchTemplates: dictionary(),
  keyPairs: dictionary(),
})
