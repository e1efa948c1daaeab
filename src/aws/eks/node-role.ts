import { roleAllows } from './roles.ts'
import type { AccountCore } from '../scope.ts'
import type { ClusterRecord } from './model/cluster.ts'

/** What a node's IAM role lets it do. */
export interface NodeAbilities {
  /** nodeadm asks EC2 for the machine's private name. */
  join: boolean
  pullImages: boolean
  /** The VPC CNI may have a role of its own. */
  manageInterfaces: boolean
}

const JOIN = ['ec2:DescribeInstances']
const PULL = ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']
const INTERFACES = [
  'ec2:CreateNetworkInterface',
  'ec2:AttachNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:DescribeInstances',
]

/** Abilities of nodes with the given role in a cluster. */
export function nodeAbilities(account: AccountCore, record: ClusterRecord, roleArn: string): NodeAbilities {
  const cniRoles = [
    record.addons['vpc-cni']?.serviceAccountRoleArn,
    ...Object.values(record.podIdentityAssociations)
      .filter(({ namespace, serviceAccount }) => namespace === 'kube-system' && serviceAccount === 'aws-node')
      .map((association) => association.roleArn),
  ].filter((arn) => arn !== undefined)
  return {
    join: roleAllows(account, roleArn, JOIN),
    pullImages: roleAllows(account, roleArn, PULL),
    manageInterfaces: [roleArn, ...cniRoles].some((arn) => roleAllows(account, arn, INTERFACES)),
  }
}
