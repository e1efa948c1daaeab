/** Where an access policy holds. */
export interface AccessScope {
  type: 'cluster' | 'namespace'
  namespaces: string[]
}

/** An access policy of an entry. */
export interface AssociatedPolicy {
  policyArn: string
  accessScope: AccessScope
  associatedAt: number
  modifiedAt: number
}

/** Lets an IAM principal into a cluster. */
export interface AccessEntry {
  clusterName: string
  principalArn: string
  /** Unique id of the principal: one made anew under the same name is another one. */
  principalId?: string
  kubernetesGroups: string[]
  accessEntryArn: string
  createdAt: number
  modifiedAt: number
  tags: Record<string, string>
  username: string
  type: string
  policies: AssociatedPolicy[]
}
