/** Gives the Pods of a service account an IAM role. */
export interface PodIdentityAssociation {
  clusterName: string
  namespace: string
  serviceAccount: string
  roleArn: string
  associationArn: string
  associationId: string
  tags: Record<string, string>
  createdAt: number
  modifiedAt: number
  ownerArn?: string
  disableSessionTags: boolean
  targetRoleArn?: string
  externalId?: string
}
