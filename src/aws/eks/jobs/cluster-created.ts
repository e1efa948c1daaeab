import { addSecurityGroup, pickAddresses } from '../../ec2/networks.ts'
import { addInterface } from '../../ec2/interfaces.ts'
import { defineJob } from '../../define.ts'
import { ec2Id } from '../../ec2/ids.ts'
import { endpointHost, issuerOf } from '../clusters.ts'
import { findVersion, gitVersionOf } from '../data/versions.ts'
import type { ClusterRecord } from '../model/cluster.ts'
import type { Scope } from '../../scope.ts'

/** The control plane comes up. */
export const clusterCreated = defineJob<{ name: string }>({
  name: 'eks.cluster-created',
  async run(scope, { name }) {
    const record = scope.here.eks.clusters[name]
    if (record?.cluster.status !== 'CREATING') return
    const { cluster } = record
    const vpc = scope.here.ec2.vpcs[cluster.resourcesVpcConfig.vpcId]!
    const version = findVersion(cluster.version)!
    const issuer = issuerOf(scope, record)
    const { certificateAuthorityData } = await scope.account.host.createCluster({
      arn: cluster.arn,
      name,
      region: scope.region,
      version: cluster.version,
      gitVersion: gitVersionOf(version),
      platformVersion: cluster.platformVersion,
      endpointHost: endpointHost(scope, record),
      serviceCidr: cluster.kubernetesNetworkConfig.serviceIpv4Cidr,
      vpcId: vpc.VpcId,
      vpcCidrs: [vpc.CidrBlock],
      issuer,
      installDefaultAddons: record.installDefaultAddons,
      createdMs: cluster.createdAt,
    })
    connect(scope, record)
    cluster.endpoint = `https://${endpointHost(scope, record)}`
    cluster.certificateAuthority = { data: certificateAuthorityData }
    cluster.identity = { oidc: { issuer } }
    cluster.status = 'ACTIVE'
  },
})

/** The cluster's security group, and its network cards in the account's subnets. */
function connect(scope: Scope, { cluster }: ClusterRecord) {
  const { account, here } = scope
  const { vpcId, subnetIds, securityGroupIds } = cluster.resourcesVpcConfig
  const group = addSecurityGroup(
    scope,
    vpcId,
    `eks-cluster-sg-${cluster.name}-${account.ids.string(9, '0123456789')}`,
    'EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.',
    [
      { Key: 'Name', Value: `eks-cluster-sg-${cluster.name}` },
      { Key: 'aws:eks:cluster-name', Value: cluster.name },
      { Key: `kubernetes.io/cluster/${cluster.name}`, Value: 'owned' },
    ],
  )
  group.rules.unshift({
    SecurityGroupRuleId: ec2Id(account, 'sgr'),
    IsEgress: false,
    IpProtocol: '-1',
    FromPort: -1,
    ToPort: -1,
    group: group.GroupId,
    Tags: [],
  })
  cluster.resourcesVpcConfig.clusterSecurityGroupId = group.GroupId
  const zones = new Map(subnetIds.map((id) => [here.ec2.subnets[id]!.AvailabilityZone, here.ec2.subnets[id]!]))
  for (const subnet of [...zones.values()].slice(0, 2)) {
    addInterface(scope, subnet, {
      addresses: pickAddresses(scope, subnet, 1),
      groups: [...securityGroupIds, group.GroupId],
      description: `Amazon EKS ${cluster.name}`,
      requesterManaged: true,
    })
  }
}
