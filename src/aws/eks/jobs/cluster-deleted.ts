import { defineJob } from '../../define.ts'

/** A control plane goes, with its security group and its network cards. */
export const clusterDeleted = defineJob<{ name: string }>({
  name: 'eks.cluster-deleted',
  async run({ account, here }, { name }) {
    const record = here.eks.clusters[name]
    if (record?.cluster.status !== 'DELETING') return
    const { arn, resourcesVpcConfig } = record.cluster
    await account.host.deleteCluster(arn)
    for (const [id, card] of Object.entries(here.ec2.networkInterfaces)) {
      const ours =
        card.RequesterManaged && card.Description === `Amazon EKS ${name}` && card.VpcId === resourcesVpcConfig.vpcId
      if (ours) delete here.ec2.networkInterfaces[id]
    }
    const group = resourcesVpcConfig.clusterSecurityGroupId
    if (group !== undefined) delete here.ec2.securityGroups[group]
    delete here.eks.clusters[name]
  },
})
