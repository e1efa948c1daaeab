import { defineJob } from '../../define.ts'
import { DURATIONS, patienceMs } from '../durations.ts'
import { failCreation, groupOf, lookUpNodegroup, type NodegroupKey } from '../nodegroups.ts'
import { nodeAbilities } from '../node-role.ts'
import type { HealthIssue } from '../model/health-issue.ts'
import type { Nodegroup } from '../model/nodegroup.ts'
import type { Scope } from '../../scope.ts'

const LOOK_AGAIN_MS = 5000

/** Nodes that have not joined by now will not. */
export const nodegroupGiveUp = defineJob<NodegroupKey>({
  name: 'eks.nodegroup-give-up',
  run(scope, key) {
    const found = lookUpNodegroup(scope, key)
    if (found?.nodegroup.status !== 'CREATING') return
    const { record, nodegroup } = found
    const { account, region } = scope
    const { pullImages, manageInterfaces } = nodeAbilities(account, record, nodegroup.nodeRole)
    const registered = Object.keys(nodegroup.nodes).length > 0
    const age = account.clock.now() - nodegroup.createdAt
    if (registered && pullImages && manageInterfaces && age < patienceMs(DURATIONS.nodegroupGiveUpMs, account.pace)) {
      account.schedule(region, nodegroupGiveUp, key, LOOK_AGAIN_MS * account.pace)
      return
    }
    failCreation(nodegroup, account.clock.now(), whatIsWrong(scope, nodegroup, registered))
  },
})

function whatIsWrong(scope: Scope, nodegroup: Nodegroup, registered: boolean): HealthIssue {
  const group = groupOf(scope, nodegroup)
  const members = (group?.instances ?? []).map((member) => member.InstanceId)
  if (members.length === 0) {
    const detail = group?.activities[0]?.StatusMessage ?? ''
    const message = `Instance became unhealthy while waiting for instance to be in InService state. ${detail}`.trim()
    return { code: 'AsgInstanceLaunchFailures', message, resourceIds: [] }
  }
  return {
    code: 'NodeCreationFailure',
    message: registered
      ? 'Unhealthy nodes in the kubernetes cluster'
      : 'Instances failed to join the kubernetes cluster',
    resourceIds: members.filter((id) => !nodegroup.nodes[id]?.joined),
  }
}
