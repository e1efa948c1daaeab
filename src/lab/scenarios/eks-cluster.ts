import { from, type Scenario, type ScenarioRequest } from './scenario.ts'

const trust = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  })

function role(name: string, service: string, policies: readonly string[]): ScenarioRequest[] {
  const create: ScenarioRequest = {
    service: 'iam',
    operation: 'CreateRole',
    input: { RoleName: name, AssumeRolePolicyDocument: trust(service) },
    as: name,
  }
  const attach = policies.map((policy) => ({
    service: 'iam',
    operation: 'AttachRolePolicy',
    input: { RoleName: name, PolicyArn: `arn:aws:iam::aws:policy/${policy}` },
  }))
  return [create, ...attach]
}

const nodePolicies = ['AmazonEKSWorkerNodePolicy', 'AmazonEC2ContainerRegistryPullOnly', 'AmazonEKS_CNI_Policy']

/** A scenario with one EKS cluster and a node group `workers` of `nodes` in three zones, and kubectl set up for it. */
export function eksCluster(name: string, { cluster, nodes }: { cluster: string; nodes: number }): Scenario {
  return {
    name,
    requests: [
      ...role(`${cluster}-cluster-role`, 'eks.amazonaws.com', ['AmazonEKSClusterPolicy']),
      ...role(`${cluster}-node-role`, 'ec2.amazonaws.com', nodePolicies),
      {
        service: 'ec2',
        operation: 'DescribeSubnets',
        input: { Filters: [{ Name: 'availability-zone', Values: ['us-west-2a', 'us-west-2b', 'us-west-2c'] }] },
        as: 'subnets',
      },
      { service: 'iam', operation: 'GetUser', input: { UserName: 'learner' }, as: 'learner' },
      ...controlPlane(cluster),
      ...(nodes > 0 ? nodeGroup(cluster, nodes) : []),
    ],
    kubeconfig: cluster,
  }
}

const controlPlane = (cluster: string): ScenarioRequest[] => [
  {
    service: 'eks',
    operation: 'CreateCluster',
    input: {
      name: cluster,
      roleArn: from(`${cluster}-cluster-role.Role.Arn`),
      resourcesVpcConfig: { subnetIds: from('subnets.Subnets[].SubnetId') },
      // Whoever creates a cluster here is the account itself; the learner gets the same right by an entry.
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false },
    },
  },
  {
    service: 'eks',
    operation: 'DescribeCluster',
    input: { name: cluster },
    until: { path: 'cluster.status', is: 'ACTIVE' },
  },
  {
    service: 'eks',
    operation: 'CreateAccessEntry',
    input: { clusterName: cluster, principalArn: from('learner.User.Arn') },
  },
  {
    service: 'eks',
    operation: 'AssociateAccessPolicy',
    input: {
      clusterName: cluster,
      principalArn: from('learner.User.Arn'),
      policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy',
      accessScope: { type: 'cluster' },
    },
  },
]

const nodeGroup = (cluster: string, nodes: number): ScenarioRequest[] => [
  {
    service: 'eks',
    operation: 'CreateNodegroup',
    input: {
      clusterName: cluster,
      nodegroupName: 'workers',
      nodeRole: from(`${cluster}-node-role.Role.Arn`),
      subnets: from('subnets.Subnets[].SubnetId'),
      instanceTypes: ['t3.large'],
      scalingConfig: { minSize: Math.min(nodes, 2), desiredSize: nodes, maxSize: nodes + 1 },
    },
  },
  {
    service: 'eks',
    operation: 'DescribeNodegroup',
    input: { clusterName: cluster, nodegroupName: 'workers' },
    until: { path: 'nodegroup.status', is: 'ACTIVE' },
  },
]
