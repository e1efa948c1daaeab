import { awsManaged } from './managed-policy.ts'

const allow = (Action: string[]) => ({ Effect: 'Allow' as const, Action, Resource: '*' })

/** Policies of the roles that services keep for themselves. Differs: AWS' documents name single resources and conditions. */
export const SERVICE_LINKED_POLICIES = [
  awsManaged({
    name: 'AmazonEKSServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'A service-linked role required for Amazon EKS to call AWS services on your behalf.',
    created: '2020-02-21T20:10:56Z',
    statements: [
      allow([
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:CreateSecurityGroup',
        'ec2:DeleteSecurityGroup',
        'ec2:AuthorizeSecurityGroupIngress',
        'ec2:CreateTags',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'logs:CreateLogGroup',
        'logs:PutLogEvents',
      ]),
    ],
  }),
  awsManaged({
    name: 'AWSServiceRoleForAmazonEKSNodegroup',
    path: '/aws-service-role/',
    description:
      'Permissions required for managing nodegroups in the customer account. These policies related to management of the following resources: AutoscalingGroups, SecurityGroups, LaunchTemplates and InstanceProfiles.',
    created: '2019-11-07T01:34:26Z',
    statements: [
      allow([
        'ec2:*LaunchTemplate*',
        'ec2:RunInstances',
        'ec2:TerminateInstances',
        'ec2:CreateTags',
        'autoscaling:*',
        'iam:CreateInstanceProfile',
        'iam:AddRoleToInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:PassRole',
      ]),
    ],
  }),
  awsManaged({
    name: 'AmazonEKSForFargateServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'This policy grants necessary permissions to Amazon EKS to run fargate tasks',
    created: '2019-11-23T05:24:13Z',
    statements: [
      allow([
        'ec2:CreateNetworkInterface',
        'ec2:CreateNetworkInterfacePermission',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeRouteTables',
      ]),
    ],
  }),
  awsManaged({
    name: 'AutoScalingServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'Enables access to AWS Services and Resources used or managed by Auto Scaling',
    created: '2018-01-08T23:10:55Z',
    statements: [
      allow([
        'ec2:Describe*',
        'ec2:RunInstances',
        'ec2:TerminateInstances',
        'ec2:CreateTags',
        'elasticloadbalancing:*Targets',
        'elasticloadbalancing:Describe*',
      ]),
    ],
  }),
  awsManaged({
    name: 'AWSElasticLoadBalancingServiceRolePolicy',
    path: '/aws-service-role/',
    description: 'Service Linked Role Policy for AWS Elastic Load Balancing Control Plane',
    created: '2017-09-19T22:19:04Z',
    statements: [
      allow([
        'ec2:Describe*',
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:AllocateAddress',
        'ec2:AssociateAddress',
        'ec2:DisassociateAddress',
      ]),
    ],
  }),
]
