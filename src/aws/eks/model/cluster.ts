import type { AccessEntry } from './access-entry.ts'
import type { Addon } from './addon.ts'
import type { FargateProfile } from './fargate-profile.ts'
import type { IdentityProviderConfig } from './identity-provider-config.ts'
import type { HealthIssue } from './health-issue.ts'
import type { Nodegroup } from './nodegroup.ts'
import type { PodIdentityAssociation } from './pod-identity-association.ts'
import type { Update } from './update.ts'

export type AuthenticationMode = 'API' | 'API_AND_CONFIG_MAP' | 'CONFIG_MAP'

/** A set of log types, on or off. */
export interface LogSetup {
  types: string[]
  enabled: boolean
}

/** With which key a cluster encrypts its secrets. */
export interface EncryptionConfig {
  resources: string[]
  provider: { keyArn: string }
}

/** A cluster as DescribeCluster shows it. */
export interface Cluster {
  name: string
  arn: string
  createdAt: number
  version: string
  endpoint?: string
  roleArn: string
  resourcesVpcConfig: {
    subnetIds: string[]
    securityGroupIds: string[]
    clusterSecurityGroupId?: string
    vpcId: string
    endpointPublicAccess: boolean
    endpointPrivateAccess: boolean
    publicAccessCidrs: string[]
  }
  kubernetesNetworkConfig: { serviceIpv4Cidr: string; ipFamily: string; elasticLoadBalancing: { enabled: boolean } }
  logging: { clusterLogging: LogSetup[] }
  identity?: { oidc: { issuer: string } }
  status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' | 'FAILED' | 'PENDING'
  certificateAuthority: { data?: string }
  encryptionConfig?: EncryptionConfig[]
  clientRequestToken?: string
  platformVersion: string
  tags: Record<string, string>
  health: { issues: HealthIssue[] }
  accessConfig: { bootstrapClusterCreatorAdminPermissions?: boolean; authenticationMode: AuthenticationMode }
  upgradePolicy: { supportType: 'STANDARD' | 'EXTENDED' }
  zonalShiftConfig?: { enabled: boolean }
  deletionProtection: boolean
  controlPlaneScalingConfig?: { tier: string }
}

/** A cluster with all that belongs to it. */
export interface ClusterRecord {
  cluster: Cluster
  /** 32 hexadecimal digits, in the endpoint and the issuer. */
  id: string
  /** Who made it; stays an administrator of clusters that know no access entries. */
  creatorArn: string
  creatorIsAdmin: boolean
  installDefaultAddons: boolean
  nodegroups: Record<string, Nodegroup>
  addons: Record<string, Addon>
  /** By principal ARN. */
  accessEntries: Record<string, AccessEntry>
  podIdentityAssociations: Record<string, PodIdentityAssociation>
  /** By name; none in clusters that were saved before there were any. */
  fargateProfiles?: Record<string, FargateProfile>
  /** By name; none in clusters that were saved before there were any. */
  identityProviderConfigs?: Record<string, IdentityProviderConfig>
  /** In the order in which they began. */
  updates: Update[]
  insightsRefresh?: { startedAt: number; endedAt?: number }
}
