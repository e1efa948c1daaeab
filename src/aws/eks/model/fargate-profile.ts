import type { HealthIssue } from './cluster.ts'

/** Which Pods run on Fargate. */
export interface FargateProfile {
  fargateProfileName: string
  fargateProfileArn: string
  clusterName: string
  createdAt: number
  podExecutionRoleArn: string
  subnets: string[]
  selectors: { namespace?: string; labels?: Record<string, string> }[]
  status: 'CREATING' | 'ACTIVE' | 'DELETING' | 'CREATE_FAILED' | 'DELETE_FAILED'
  tags: Record<string, string>
  health: { issues: HealthIssue[] }
}
