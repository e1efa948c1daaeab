import { eksErrors } from './errors.ts'
import { findCluster } from './clusters.ts'
import type { AutoScalingGroup } from '../autoscaling/state.ts'
import type { ClusterRecord } from './model/cluster.ts'
import type { HealthIssue } from './model/health-issue.ts'
import type { Nodegroup } from './model/nodegroup.ts'
import type { Scope } from '../scope.ts'

/** A node group by the names of its cluster and its own. */
export interface NodegroupKey {
  clusterName: string
  nodegroupName: string
}

/** A node group with its cluster.
 *  @throws AwsError ResourceNotFoundException. */
export function findNodegroup(
  scope: Scope,
  { clusterName, nodegroupName }: NodegroupKey,
): { record: ClusterRecord; nodegroup: Nodegroup } {
  const record = findCluster(scope, clusterName)
  const nodegroup = record.nodegroups[nodegroupName]
  if (!nodegroup) throw eksErrors.noSuchNodegroup(nodegroupName, clusterName)
  return { record, nodegroup }
}

/** The same for jobs and listeners, which bear it when it is gone. */
export function lookUpNodegroup(
  { here }: Scope,
  { clusterName, nodegroupName }: NodegroupKey,
): { record: ClusterRecord; nodegroup: Nodegroup } | undefined {
  const record = here.eks.clusters[clusterName]
  const nodegroup = record?.nodegroups[nodegroupName]
  return record && nodegroup && { record, nodegroup }
}

/** ARNs for the authorization of actions on a node group. */
export function nodegroupResources(scope: Scope, { clusterName, nodegroupName }: NodegroupKey): string[] {
  const existing = scope.here.eks.clusters[clusterName]?.nodegroups[nodegroupName]
  return [
    existing?.nodegroupArn ??
      `arn:aws:eks:${scope.region}:${scope.account.id}:nodegroup/${clusterName}/${nodegroupName}/*`,
  ]
}

/** Name of the Auto Scaling group that a node group owns. */
export const groupName = ({ nodegroupName, uuid }: Pick<Nodegroup, 'nodegroupName' | 'uuid'>): string =>
  `eks-${nodegroupName}-${uuid}`

/** The Auto Scaling group of a node group, once it is there. */
export const groupOf = ({ here }: Scope, nodegroup: Nodegroup): AutoScalingGroup | undefined =>
  here.autoscaling.groups[groupName(nodegroup)]

/** The node group that an instance belongs to, by its tags. */
export function nodegroupOfInstance(
  scope: Scope,
  instanceId: string,
): { record: ClusterRecord; nodegroup: Nodegroup } | undefined {
  const tags = scope.here.ec2.instances[instanceId]?.Tags ?? []
  const valueOf = (key: string) => tags.find((tag) => tag.Key === key)?.Value ?? ''
  return lookUpNodegroup(scope, {
    clusterName: valueOf('eks:cluster-name'),
    nodegroupName: valueOf('eks:nodegroup-name'),
  })
}

/** A node group that could not be made. */
export function failCreation(nodegroup: Nodegroup, nowMs: number, issue: HealthIssue): void {
  nodegroup.status = 'CREATE_FAILED'
  nodegroup.modifiedAt = nowMs
  nodegroup.health.issues = [issue]
}

/** Whether a group has all the nodes that it should have. */
export const isComplete = (nodegroup: Nodegroup): boolean =>
  Object.values(nodegroup.nodes).filter((node) => node.joined).length >= nodegroup.scalingConfig.desiredSize
