import type { HealthIssue } from './health-issue.ts'

/** Which pods a profile is for. */
export interface FargateSelector {
  namespace?: string
  labels?: Record<string, string>
}

/** A Fargate profile as DescribeFargateProfile shows it. */
export interface FargateProfile {
  fargateProfileName: string
  fargateProfileArn: string
  clusterName: string
  createdAt: number
  podExecutionRoleArn: string
  subnets: string[]
  selectors: FargateSelector[]
  status: 'CREATING' | 'ACTIVE' | 'DELETING'
  tags: Record<string, string>
  health: { issues: HealthIssue[] }
}
