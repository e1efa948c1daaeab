import { awsManaged } from './managed-policy.ts'

const allow = (Action: string | string[]) => ({ Effect: 'Allow' as const, Action, Resource: '*' })

/** Policies for people. */
export const GENERAL_POLICIES = [
  awsManaged({
    name: 'AdministratorAccess',
    description: 'Provides full access to AWS services and resources.',
    created: '2015-02-06T18:39:46Z',
    statements: [allow('*')],
  }),
  // Differs: AWS lists every read action of every service here.
  awsManaged({
    name: 'ReadOnlyAccess',
    description: 'Provides read-only access to AWS services and resources.',
    created: '2015-02-06T18:39:48Z',
    statements: [allow(['*:Describe*', '*:Get*', '*:List*', 'ecr:BatchGet*', 'ecr:BatchCheck*'])],
  }),
  awsManaged({
    name: 'IAMFullAccess',
    description: 'Provides full access to IAM via the AWS Management Console.',
    created: '2015-02-06T18:40:38Z',
    version: 2,
    statements: [allow(['iam:*', 'organizations:DescribeAccount', 'organizations:DescribeOrganization'])],
  }),
  awsManaged({
    name: 'IAMReadOnlyAccess',
    description: 'Provides read only access to IAM via the AWS Management Console.',
    created: '2015-02-06T18:40:39Z',
    version: 4,
    statements: [
      allow([
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ]),
    ],
  }),
  awsManaged({
    name: 'AmazonEC2FullAccess',
    description: 'Provides full access to Amazon EC2 via the AWS Management Console.',
    created: '2015-02-06T18:40:15Z',
    version: 5,
    statements: [allow('ec2:*'), allow('elasticloadbalancing:*'), allow('cloudwatch:*'), allow('autoscaling:*')],
  }),
  awsManaged({
    name: 'AmazonEC2ReadOnlyAccess',
    description: 'Provides read only access to Amazon EC2 via the AWS Management Console.',
    created: '2015-02-06T18:40:17Z',
    version: 3,
    statements: [
      allow(['ec2:Describe*', 'ec2:GetSecurityGroupsForVpc']),
      allow('elasticloadbalancing:Describe*'),
      allow(['cloudwatch:ListMetrics', 'cloudwatch:GetMetricStatistics', 'cloudwatch:Describe*']),
      allow('autoscaling:Describe*'),
    ],
  }),
  awsManaged({
    name: 'AmazonSSMManagedInstanceCore',
    description: 'The policy for Amazon EC2 Role to enable AWS Systems Manager service core functionality.',
    created: '2019-03-15T17:22:12Z',
    version: 2,
    statements: [
      allow([
        'ssm:DescribeAssociation',
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetDocument',
        'ssm:DescribeDocument',
        'ssm:GetManifest',
        'ssm:GetParameter',
        'ssm:GetParameters',
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:PutInventory',
        'ssm:PutComplianceItems',
        'ssm:PutConfigurePackageResult',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ]),
      allow([
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ]),
      allow([
        'ec2messages:AcknowledgeMessage',
        'ec2messages:DeleteMessage',
        'ec2messages:FailMessage',
        'ec2messages:GetEndpoint',
        'ec2messages:GetMessages',
        'ec2messages:SendReply',
      ]),
    ],
  }),
]
