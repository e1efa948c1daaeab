import { defineJob } from '../../define.ts'
import { DURATIONS } from '../durations.ts'
import { isComplete, nodegroupOfInstance } from '../nodegroups.ts'
import { nodeAbilities } from '../node-role.ts'
import { nodegroupSettled } from './nodegroup-settled.ts'
import { nodeSpec } from '../node-spec.ts'
import { wayOut } from '../../ec2/networks.ts'

/** The kubelet of a new machine starts, if the machine can reach what it needs. Those that cannot are found out by the node group. */
export const nodeBoot = defineJob<{ instanceId: string }>({
  name: 'eks.node-boot',
  async run(scope, { instanceId }) {
    const { account, region, here } = scope
    const found = nodegroupOfInstance(scope, instanceId)
    const instance = here.ec2.instances[instanceId]
    if (!found || instance?.state !== 'running') return
    const { record, nodegroup } = found
    const abilities = nodeAbilities(account, record, nodegroup.nodeRole)
    const subnet = here.ec2.subnets[instance.SubnetId]!
    const reachesEndpoint = wayOut(scope, subnet) !== 'none' || record.cluster.resourcesVpcConfig.endpointPrivateAccess
    if (!abilities.join || !reachesEndpoint) return
    nodegroup.nodes[instanceId] ??= { nodeName: instance.PrivateDnsName, joined: false }
    await account.host.addNode(record.cluster.arn, nodeSpec(scope, nodegroup, instance, abilities))
    const node = nodegroup.nodes[instanceId]
    // Without an image or an address for its system Pods a node never becomes Ready, whatever the host says.
    if (!node || !abilities.pullImages || !abilities.manageInterfaces) return
    node.joined = true
    if (nodegroup.status === 'CREATING' && isComplete(nodegroup)) {
      const key = { clusterName: record.cluster.name, nodegroupName: nodegroup.nodegroupName }
      account.schedule(region, nodegroupSettled, key, DURATIONS.nodegroupSettleMs)
    }
  },
})
