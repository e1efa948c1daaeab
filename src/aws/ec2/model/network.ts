import type { Tag } from '../../tags.ts'

/** A virtual network. */
export interface Vpc {
  VpcId: string
  CidrBlock: string
  State: 'available'
  IsDefault: boolean
  InstanceTenancy: string
  DhcpOptionsId: string
  OwnerId: string
  CidrBlockAssociationSet: { AssociationId: string; CidrBlock: string; CidrBlockState: { State: string } }[]
  Tags: Tag[]
  dns: { support: boolean; hostnames: boolean; metrics: boolean }
}

/** A part of a VPC in one zone. */
export interface Subnet {
  SubnetId: string
  SubnetArn: string
  VpcId: string
  CidrBlock: string
  State: 'available'
  AvailabilityZone: string
  AvailabilityZoneId: string
  OwnerId: string
  DefaultForAz: boolean
  MapPublicIpOnLaunch: boolean
  MapCustomerOwnedIpOnLaunch: boolean
  AssignIpv6AddressOnCreation: boolean
  EnableDns64: boolean
  Ipv6Native: boolean
  Ipv6CidrBlockAssociationSet: never[]
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: string
    EnableResourceNameDnsARecord: boolean
    EnableResourceNameDnsAAAARecord: boolean
  }
  Tags: Tag[]
}

/** A VPC's door to the Internet. */
export interface InternetGateway {
  InternetGatewayId: string
  OwnerId: string
  Attachments: { State: 'available'; VpcId: string }[]
  Tags: Tag[]
}

/** One way out of a subnet. */
export interface Route {
  DestinationCidrBlock: string
  GatewayId?: string
  NatGatewayId?: string
  NetworkInterfaceId?: string
  InstanceId?: string
  Origin: 'CreateRouteTable' | 'CreateRoute'
  State: 'active' | 'blackhole'
}

/** The routes of some subnets; the main table holds for those that have no other. */
export interface RouteTable {
  RouteTableId: string
  VpcId: string
  OwnerId: string
  Routes: Route[]
  Associations: {
    Main: boolean
    RouteTableAssociationId: string
    RouteTableId: string
    SubnetId?: string
    AssociationState: { State: 'associated' }
  }[]
  PropagatingVgws: never[]
  Tags: Tag[]
}

/** One rule of a security group. */
export interface SecurityGroupRule {
  SecurityGroupRuleId: string
  IsEgress: boolean
  IpProtocol: string
  FromPort: number
  ToPort: number
  CidrIpv4?: string
  CidrIpv6?: string
  PrefixListId?: string
  /** Another group as peer. */
  group?: string
  Description?: string
  Tags: Tag[]
}

/** A firewall around network interfaces. */
export interface SecurityGroup {
  GroupId: string
  GroupName: string
  Description: string
  VpcId: string
  OwnerId: string
  SecurityGroupArn: string
  Tags: Tag[]
  rules: SecurityGroupRule[]
}

/** Lets private subnets out. */
export interface NatGateway {
  NatGatewayId: string
  SubnetId: string
  VpcId: string
  State: 'pending' | 'available' | 'deleting' | 'deleted' | 'failed'
  ConnectivityType: string
  CreateTime: number
  DeleteTime?: number
  FailureCode?: string
  FailureMessage?: string
  NatGatewayAddresses: {
    AllocationId?: string
    NetworkInterfaceId: string
    PrivateIp: string
    PublicIp?: string
    AssociationId?: string
    IsPrimary: boolean
    Status: string
  }[]
  Tags: Tag[]
}

/** A public address of the account. */
export interface Address {
  AllocationId: string
  PublicIp: string
  PublicIpv4Pool: string
  NetworkBorderGroup: string
  Domain: 'vpc'
  AssociationId?: string
  NetworkInterfaceId?: string
  NetworkInterfaceOwnerId?: string
  PrivateIpAddress?: string
  InstanceId?: string
  Tags: Tag[]
}

/** A network card. */
export interface NetworkInterface {
  NetworkInterfaceId: string
  SubnetId: string
  VpcId: string
  AvailabilityZone: string
  Description: string
  InterfaceType: string
  MacAddress: string
  OwnerId: string
  PrivateIpAddress: string
  PrivateDnsName: string
  /** Further addresses, as the VPC CNI gives them to Pods. */
  secondary: string[]
  PublicIp?: string
  RequesterId?: string
  RequesterManaged: boolean
  SourceDestCheck: boolean
  Status: 'available' | 'in-use'
  groups: string[]
  attachment?: {
    AttachmentId: string
    DeviceIndex: number
    InstanceId?: string
    AttachTime: number
    DeleteOnTermination: boolean
  }
  TagSet: Tag[]
}
