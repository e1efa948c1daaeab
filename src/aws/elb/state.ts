import { dictionary } from '../dictionary.ts'
import type { Tag } from '../tags.ts'

/** A port of a classic load balancer, and where it leads on each instance. */
export interface ClassicListener {
  Protocol: string
  LoadBalancerPort: number
  InstanceProtocol: string
  InstancePort: number
  SSLCertificateId?: string
}

/** How a classic load balancer asks instances whether they are well. */
export interface HealthCheck {
  Target: string
  Interval: number
  Timeout: number
  UnhealthyThreshold: number
  HealthyThreshold: number
}

/** What can be set of a classic load balancer beside its ports. */
export interface ClassicAttributes {
  CrossZoneLoadBalancing: { Enabled: boolean }
  ConnectionDraining: { Enabled: boolean; Timeout: number }
  ConnectionSettings: { IdleTimeout: number }
}

/** A load balancer of the first generation. */
export interface ClassicLoadBalancer {
  LoadBalancerName: string
  DNSName: string
  CanonicalHostedZoneNameID: string
  CreatedTime: number
  Scheme: 'internet-facing' | 'internal'
  VPCId: string
  Subnets: string[]
  AvailabilityZones: string[]
  SecurityGroups: string[]
  listeners: ClassicListener[]
  HealthCheck: HealthCheck
  /** Those that were changed. */
  attributes?: Partial<ClassicAttributes>
  /** When each instance was registered, by its id. */
  instances: Record<string, number>
  tags: Tag[]
  /** Its machines are there and its name leads to them. */
  isActive: boolean
}

/** Classic load balancers of one region, by name. */
export interface ElbState {
  loadBalancers: Record<string, ClassicLoadBalancer>
}

/** Classic load balancing in a region nobody has used yet. */
export const emptyElbState = (): ElbState => ({ loadBalancers: dictionary() })
