import { addTemplateVersion } from '../../ec2/launch-templates.ts'
import { beginToEnd, liveInstances } from '../../autoscaling/capacity.ts'
import { defineJob } from '../../define.ts'
import { DURATIONS, patienceMs } from '../durations.ts'
import { fail, succeed } from '../updates.ts'
import { groupOf, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'
import { launchData } from '../launch-data.ts'
import { noticeSoon } from '../../autoscaling/groups.ts'
import type { AutoScalingGroup } from '../../autoscaling/state.ts'
import type { Nodegroup } from '../model/nodegroup.ts'
import type { Scope } from '../../scope.ts'

interface Args extends NodegroupKey {
  updateId: string
  version: string
  releaseVersion: string
  templateVersion?: string
  /** Goes on although Pods cannot be evicted. */
  force: boolean
}

interface StepArgs extends NodegroupKey {
  updateId: string
  force: boolean
  /** Nodes that are to be replaced. */
  old: string[]
  /** Desired capacity before the update. */
  desired: number
  deadlineMs: number
}

const STEP_MS = 5000

/** A node group begins to replace its nodes by nodes of another version: the group grows first, then shrinks by the old ones. */
export const nodegroupRoll = defineJob<Args>({
  name: 'eks.nodegroup-roll',
  run(scope, args) {
    const found = lookUpNodegroup(scope, args)
    const update = found?.record.updates.find((candidate) => candidate.id === args.updateId)
    const group = found && groupOf(scope, found.nodegroup)
    if (!found || !group || update?.status !== 'InProgress') return
    const { record, nodegroup } = found
    const { account, region, here } = scope
    nodegroup.version = args.version
    nodegroup.releaseVersion = args.releaseVersion
    if (args.templateVersion !== undefined)
      nodegroup.launchTemplate = { ...nodegroup.launchTemplate, version: args.templateVersion }
    const template = here.ec2.launchTemplates[nodegroup.launchTemplateId!]!
    const version = addTemplateVersion(
      template,
      launchData(scope, record.cluster, nodegroup),
      template.CreatedBy,
      account.clock.now(),
    )
    group.launchTemplate.version = String(version.VersionNumber)

    const desired = group.DesiredCapacity
    const surge = Math.max(1, Math.min(batchSize(nodegroup, desired), desired))
    if (desired > 0) resize(scope, group, desired + surge)
    const old = liveInstances(group).map((member) => member.InstanceId)
    const { clusterName, nodegroupName, updateId, force } = args
    const deadlineMs = account.clock.now() + (old.length + 1) * patienceMs(DURATIONS.drainTimeoutMs, account.pace)
    account.schedule(
      region,
      nodegroupRollStep,
      { clusterName, nodegroupName, updateId, force, old, desired, deadlineMs },
      STEP_MS,
    )
  },
})

/** Looks how far the replacement is, and goes on when new nodes have joined. */
export const nodegroupRollStep = defineJob<StepArgs>({
  name: 'eks.nodegroup-roll-step',
  run(scope, args) {
    const found = lookUpNodegroup(scope, args)
    const update = found?.record.updates.find((candidate) => candidate.id === args.updateId)
    const group = found && groupOf(scope, found.nodegroup)
    if (!found || !group || update?.status !== 'InProgress') return
    const { nodegroup } = found
    const { account, region } = scope
    const now = account.clock.now()
    const remaining = liveInstances(group).filter((member) => args.old.includes(member.InstanceId))
    const leaving = group.instances.length > liveInstances(group).length
    const joined = liveInstances(group).filter((member) => nodegroup.nodes[member.InstanceId]?.joined).length

    if (remaining.length === 0 && !leaving) {
      resize(scope, group, args.desired)
      nodegroup.status = 'ACTIVE'
      nodegroup.modifiedAt = now
      succeed(update)
      return
    }
    if (now > args.deadlineMs) {
      resize(scope, group, args.desired)
      nodegroup.status = 'ACTIVE'
      const stuck = group.instances
        .filter((member) => member.LifecycleState === 'Terminating:Wait')
        .map((member) => member.InstanceId)
      fail(
        update,
        stuck.length > 0 ? 'PodEvictionFailure' : 'NodeCreationFailure',
        stuck.length > 0
          ? `Reached max retries while trying to evict pods from nodes in node group ${nodegroup.nodegroupName}`
          : "Couldn't proceed with upgrade process as new nodes are not joining node group " + nodegroup.nodegroupName,
        stuck.length > 0 ? stuck : remaining.map((member) => member.InstanceId),
      )
      return
    }
    if (!leaving && joined > args.desired) {
      const batch = remaining.slice(0, joined - args.desired)
      // While more are to go, the group keeps its larger size: what leaves is replaced.
      if (batch.length === remaining.length) group.DesiredCapacity = args.desired
      for (const member of batch) {
        beginToEnd(scope, group, member, 'instances were selected for termination in response to a node group update.')
      }
      noticeSoon(scope, group, 'an instance was launched in response to an unhealthy instance needing to be replaced.')
    }
    account.schedule(region, nodegroupRollStep, args, STEP_MS)
  },
})

function batchSize({ updateConfig }: Nodegroup, size: number): number {
  const { maxUnavailable, maxUnavailablePercentage } = updateConfig
  return maxUnavailable ?? Math.max(1, Math.floor((size * (maxUnavailablePercentage ?? 0)) / 100))
}

function resize(scope: Scope, group: AutoScalingGroup, size: number) {
  group.DesiredCapacity = size
  noticeSoon(
    scope,
    group,
    `a user request explicitly set group desired capacity changing the desired capacity to ${size}.`,
  )
}
