import { dictionary } from '../dictionary.ts'
import { iamId } from './ids.ts'
import type { AccountCore } from '../scope.ts'
import type { Role } from './state.ts'

/** Roles that services make for themselves, by service principal. */
export const SERVICE_LINKED_ROLES: Readonly<Record<string, { roleName: string; policy: string; description: string }>> =
  {
    'eks.amazonaws.com': {
      roleName: 'AWSServiceRoleForAmazonEKS',
      policy: 'AmazonEKSServiceRolePolicy',
      description: 'Allows Amazon EKS to call AWS services on your behalf.',
    },
    'eks-nodegroup.amazonaws.com': {
      roleName: 'AWSServiceRoleForAmazonEKSNodegroup',
      policy: 'AWSServiceRoleForAmazonEKSNodegroup',
      description: 'This policy allows Amazon EKS to create and manage Nodegroups',
    },
    'eks-fargate.amazonaws.com': {
      roleName: 'AWSServiceRoleForAmazonEKSForFargate',
      policy: 'AmazonEKSForFargateServiceRolePolicy',
      description: 'Allows Amazon EKS to run pods on AWS Fargate',
    },
    'autoscaling.amazonaws.com': {
      roleName: 'AWSServiceRoleForAutoScaling',
      policy: 'AutoScalingServiceRolePolicy',
      description:
        'Default Service-Linked Role enables access to AWS Services and Resources used or managed by Auto Scaling',
    },
    'elasticloadbalancing.amazonaws.com': {
      roleName: 'AWSServiceRoleForElasticLoadBalancing',
      policy: 'AWSElasticLoadBalancingServiceRolePolicy',
      description: 'Allows ELB to call AWS services on your behalf.',
    },
  }

/** The role of a service, made on first use. */
export function ensureServiceLinkedRole(account: AccountCore, service: string): Role {
  const { roleName, policy, description } = SERVICE_LINKED_ROLES[service]!
  const path = `/aws-service-role/${service}/`
  return (account.state.iam.roles[roleName.toLowerCase()] ??= {
    RoleName: roleName,
    RoleId: iamId(account, 'AROA'),
    Arn: `arn:aws:iam::${account.id}:role${path}${roleName}`,
    Path: path,
    CreateDate: account.clock.now(),
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    }),
    Description: description,
    MaxSessionDuration: 3600,
    Tags: [],
    attached: [`arn:aws:iam::aws:policy/aws-service-role/${policy}`],
    inline: dictionary(),
  })
}
