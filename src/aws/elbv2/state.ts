import { dictionary } from '../dictionary.ts'
import type { Tag } from '../tags.ts'

/** A name and a value. */
export interface Attribute {
  Key: string
  Value: string
}

/** An application, network or gateway load balancer. */
export interface LoadBalancer {
  LoadBalancerArn: string
  DNSName: string
  CanonicalHostedZoneId: string
  CreatedTime: number
  LoadBalancerName: string
  Scheme: 'internet-facing' | 'internal'
  VpcId: string
  State: { Code: 'provisioning' | 'active' | 'failed' }
  Type: 'application' | 'network'
  AvailabilityZones: { ZoneName: string; SubnetId: string; LoadBalancerAddresses: never[] }[]
  SecurityGroups: string[]
  IpAddressType: string
  attributes: Attribute[]
  tags: Tag[]
}

/** Where a target group sends what it gets. */
export interface Target {
  Id: string
  Port: number
  AvailabilityZone?: string
  registeredMs: number
}

/** Machines or addresses that share a load. */
export interface TargetGroup {
  TargetGroupArn: string
  TargetGroupName: string
  Protocol: string
  Port: number
  VpcId: string
  HealthCheckProtocol: string
  HealthCheckPort: string
  HealthCheckEnabled: boolean
  HealthCheckIntervalSeconds: number
  HealthCheckTimeoutSeconds: number
  HealthyThresholdCount: number
  UnhealthyThresholdCount: number
  HealthCheckPath?: string
  Matcher?: { HttpCode?: string; GrpcCode?: string }
  TargetType: 'instance' | 'ip'
  ProtocolVersion?: string
  IpAddressType: string
  attributes: Attribute[]
  tags: Tag[]
  targets: Target[]
}

/** What is done with a request. */
export interface Action {
  Type: string
  TargetGroupArn?: string
  Order?: number
  ForwardConfig?: { TargetGroups?: { TargetGroupArn?: string; Weight?: number }[] }
  RedirectConfig?: Record<string, unknown>
  FixedResponseConfig?: Record<string, unknown>
}

/** A port that a load balancer listens on. */
export interface Listener {
  ListenerArn: string
  LoadBalancerArn: string
  Port: number
  Protocol: string
  Certificates?: { CertificateArn?: string }[]
  SslPolicy?: string
  DefaultActions: Action[]
  tags: Tag[]
}

/** A rule of a listener; the default one comes with it. */
export interface Rule {
  RuleArn: string
  ListenerArn: string
  Priority: string
  Conditions: Record<string, unknown>[]
  Actions: Action[]
  IsDefault: boolean
  tags: Tag[]
}

/** Elastic Load Balancing in one region, by ARN. */
export interface Elbv2State {
  loadBalancers: Record<string, LoadBalancer>
  targetGroups: Record<string, TargetGroup>
  listeners: Record<string, Listener>
  rules: Record<string, Rule>
}

/** Elastic Load Balancing in a region nobody has used yet. */
export const emptyElbv2State = (): Elbv2State => ({
  loadBalancers: dictionary(),
  targetGroups: dictionary(),
  listeners: dictionary(),
  rules: dictionary(),
})
