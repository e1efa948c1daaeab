import type { HealthIssue } from './health-issue.ts'

/** An EKS add-on in a cluster. */
export interface Addon {
  addonName: string
  clusterName: string
  status:
    'CREATING' | 'ACTIVE' | 'CREATE_FAILED' | 'UPDATING' | 'DELETING' | 'DELETE_FAILED' | 'DEGRADED' | 'UPDATE_FAILED'
  addonVersion: string
  health: { issues: HealthIssue[] }
  addonArn: string
  createdAt: number
  modifiedAt: number
  serviceAccountRoleArn?: string
  tags: Record<string, string>
  configurationValues?: string
  podIdentityAssociations?: string[]
  namespaceConfig: { namespace: string }
}
