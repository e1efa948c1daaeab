import { eksErrors } from './errors.ts'
import { findCluster } from './clusters.ts'
import { roleOfArn } from '../iam/roles.ts'
import { trusts } from './roles.ts'
import type { ClusterRecord } from './model/cluster.ts'
import type { PodIdentityAssociation } from './model/pod-identity-association.ts'
import type { Scope } from '../scope.ts'

/** What a new association is made of. */
export interface NewAssociation {
  namespace: string
  serviceAccount: string
  roleArn: string
  tags?: Record<string, string>
  ownerArn?: string
  disableSessionTags?: boolean
}

/** An association by its id.
 *  @throws AwsError ResourceNotFoundException. */
export function findAssociation(
  scope: Scope,
  clusterName: string,
  id: string,
): { record: ClusterRecord; association: PodIdentityAssociation } {
  const record = findCluster(scope, clusterName)
  const association = record.podIdentityAssociations[id]
  if (!association) throw eksErrors.noSuchAssociation(id)
  return { record, association }
}

/** A role for Pods must exist and let EKS' Pod service in.
 *  @throws AwsError InvalidParameterException. */
export function checkPodRole(scope: Scope, roleArn: string): void {
  if (!roleOfArn(scope.account, roleArn))
    throw eksErrors.invalidParameter('Role provided in the request does not exist.')
  for (const action of ['sts:AssumeRole', 'sts:TagSession']) {
    if (!trusts(scope.account, roleArn, 'pods.eks.amazonaws.com', action)) {
      throw eksErrors.invalidParameter(
        'Trust policy of role provided in the request must allow pods.eks.amazonaws.com to perform sts:AssumeRole and sts:TagSession.',
      )
    }
  }
}

/** Makes an association.
 *  @throws AwsError ResourceInUseException, InvalidParameterException. */
export function addAssociation(scope: Scope, record: ClusterRecord, spec: NewAssociation): PodIdentityAssociation {
  const { account, region } = scope
  const existing = Object.values(record.podIdentityAssociations).find(
    ({ namespace, serviceAccount }) => namespace === spec.namespace && serviceAccount === spec.serviceAccount,
  )
  if (existing) throw eksErrors.associationExists(existing.associationId)
  checkPodRole(scope, spec.roleArn)
  const now = account.clock.now()
  const id = 'a-' + account.ids.string(17, 'abcdefghijklmnopqrstuvwxyz0123456789')
  const association: PodIdentityAssociation = {
    clusterName: record.cluster.name,
    namespace: spec.namespace,
    serviceAccount: spec.serviceAccount,
    roleArn: spec.roleArn,
    associationArn: `arn:aws:eks:${region}:${account.id}:podidentityassociation/${record.cluster.name}/${id}`,
    associationId: id,
    tags: spec.tags ?? {},
    createdAt: now,
    modifiedAt: now,
    disableSessionTags: spec.disableSessionTags ?? false,
    ...(spec.ownerArn !== undefined && { ownerArn: spec.ownerArn }),
  }
  record.podIdentityAssociations[id] = association
  return association
}
