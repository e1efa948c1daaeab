import type { HealthIssue } from './health-issue.ts'

/** A taint as the EKS API writes it. */
export interface NodegroupTaint {
  key?: string
  value?: string
  effect?: 'NO_SCHEDULE' | 'NO_EXECUTE' | 'PREFER_NO_SCHEDULE'
}

/** How many nodes there are to be. */
export interface ScalingConfig {
  minSize: number
  maxSize: number
  desiredSize: number
}

/** How many nodes may be away during an update. */
export interface UpdateConfig {
  maxUnavailable?: number
  maxUnavailablePercentage?: number
  updateStrategy?: string
}

/** A launch template by id and version. */
export interface LaunchTemplateSpecification {
  name?: string
  version?: string
  id?: string
}

/** A managed node group. */
export interface Nodegroup {
  nodegroupName: string
  nodegroupArn: string
  clusterName: string
  version: string
  releaseVersion: string
  createdAt: number
  modifiedAt: number
  status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING' | 'CREATE_FAILED' | 'DELETE_FAILED' | 'DEGRADED'
  capacityType: 'ON_DEMAND' | 'SPOT'
  scalingConfig: ScalingConfig
  instanceTypes?: string[]
  subnets: string[]
  remoteAccess?: { ec2SshKey?: string; sourceSecurityGroups?: string[] }
  amiType: string
  nodeRole: string
  labels: Record<string, string>
  taints?: NodegroupTaint[]
  resources: { autoScalingGroups: { name: string }[]; remoteAccessSecurityGroup?: string }
  diskSize?: number
  health: { issues: HealthIssue[] }
  updateConfig: UpdateConfig
  launchTemplate?: LaunchTemplateSpecification
  tags: Record<string, string>
  /** UUID in the names of everything that the group owns. */
  uuid: string
  /** The template that the group launches from: EKS' own copy. */
  launchTemplateId?: string
  /** Nodes by instance id. */
  nodes: Record<string, NodegroupNode>
}

/** A node of a group. */
export interface NodegroupNode {
  nodeName: string
  /** The kubelet has registered and is Ready. */
  joined: boolean
}
