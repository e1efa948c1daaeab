import { AwsError } from '../wire/aws-error.ts'

/** Members of an exception of EKS beside its message. */
interface About {
  clusterName?: string
  nodegroupName?: string
  addonName?: string
  fargateProfileName?: string
  validZones?: string[]
}

const invalidParameter = (message: string, about: About = {}) =>
  new AwsError('InvalidParameterException', 400, message, { ...about })
const invalidRequest = (message: string, about: About = {}) =>
  new AwsError('InvalidRequestException', 400, message, { ...about })
const inUse = (message: string, about: About = {}) => new AwsError('ResourceInUseException', 409, message, { ...about })
const notFound = (message: string, about: About = {}) =>
  new AwsError('ResourceNotFoundException', 404, message, { ...about })
const limit = (message: string, about: About = {}) =>
  new AwsError('ResourceLimitExceededException', 400, message, { ...about })

/** The errors of EKS. */
export const eksErrors = {
  invalidParameter,
  invalidRequest,
  unsupported: (message: string) => new AwsError('UnsupportedOperationException', 400, message),

  clusterExists: (name: string) => inUse(`Cluster already exists with name: ${name}`, { clusterName: name }),
  noSuchCluster: (name: string) => notFound(`No cluster found for name: ${name}.`, { clusterName: name }),
  clusterNotActive: (name: string) =>
    invalidRequest(`Cluster '${name}' is not in ACTIVE status`, { clusterName: name }),
  clusterLimit: () => limit('Cluster limit exceeded for account'),
  clusterBusy: (verb: string, name: string, updateId: string) =>
    inUse(`Cannot ${verb} because cluster ${name} currently has update ${updateId} in progress`, { clusterName: name }),
  hasNodegroups: (name: string, nodegroup: string) =>
    inUse('Cluster has nodegroups attached', { clusterName: name, nodegroupName: nodegroup }),

  deletionProtected: (name: string) =>
    invalidRequest(`Cluster ${name} cannot be deleted because deletion protection is enabled.`, { clusterName: name }),

  unsupportedVersion: (version: string) => invalidParameter(`unsupported Kubernetes version ${version}`),
  unsupportedMinor: (from: string, to: string, name: string) =>
    invalidParameter(`Unsupported Kubernetes minor version update from ${from} to ${to}`, { clusterName: name }),
  oneZone: (name: string) =>
    invalidParameter('Subnets specified must be in at least two different AZs', { clusterName: name }),
  manyVpcs: (name: string) => invalidParameter('Subnets must belong to the same VPC.', { clusterName: name }),
  noSubnets: (name: string) => invalidParameter('Subnet Id is required', { clusterName: name }),
  badZone: (name: string, zone: string, validZones: string[]) =>
    new AwsError(
      'UnsupportedAvailabilityZoneException',
      400,
      `Cannot create cluster '${name}' because ${zone}, the targeted availability zone, does not currently have sufficient capacity to support the cluster. Retry and choose from these availability zones: ${validZones.join(', ')}`,
      { clusterName: name, validZones },
    ),
  /** What EC2 told EKS, as EKS passes it on. */
  fromEc2: (error: AwsError, requestId: string, about: About) =>
    invalidParameter(
      `${error.message} (Service: AmazonEC2; Status Code: ${error.status}; Error Code: ${error.code}; Request ID: ${requestId}; Proxy: null)`,
      about,
    ),
  clusterRole: (arn: string) =>
    invalidParameter(
      `Role with arn: ${arn}, could not be assumed because it does not exist or the trusted entity is not correct`,
    ),
  noEndpoint: (name: string) =>
    invalidParameter('Private and public endpoint access cannot be false', { clusterName: name }),

  nodegroupExists: (name: string, cluster: string) =>
    inUse(`NodeGroup already exists with name ${name} and cluster name ${cluster}`, {
      clusterName: cluster,
      nodegroupName: name,
    }),
  noSuchNodegroup: (name: string, cluster: string) =>
    notFound(`No node group found for name: ${name}.`, { clusterName: cluster, nodegroupName: name }),
  nodegroupLimit: (cluster: string) => limit('Nodegroup limit exceeded for cluster', { clusterName: cluster }),
  nodeRoleTrust: (arn: string, cluster: string, nodegroup: string) =>
    invalidParameter(
      `Following required service principals [ec2.amazonaws.com] were not found in the trust relationships of nodeRole ${arn}`,
      { clusterName: cluster, nodegroupName: nodegroup },
    ),
  nodegroupBusy: (verb: string, name: string, cluster: string, updateId: string) =>
    inUse(`Cannot ${verb} because nodegroup ${name} currently has update ${updateId} in progress`, {
      clusterName: cluster,
      nodegroupName: name,
    }),
  nodegroupOlder: (version: string, from: string, name: string) =>
    invalidParameter(`Unsupported Kubernetes minor version update from ${from} to ${version}`, { nodegroupName: name }),
  nodegroupNotActive: (name: string, cluster: string) =>
    invalidRequest(`Nodegroup '${name}' is not in ACTIVE status`, { clusterName: cluster, nodegroupName: name }),

  addonExists: (name: string, cluster: string) =>
    inUse('Addon already exists.', { clusterName: cluster, addonName: name }),
  addonBusy: (name: string, cluster: string, status: string) =>
    inUse(`Addon ${name} cannot be updated as it is currently in ${status} state`, {
      clusterName: cluster,
      addonName: name,
    }),
  noSuchAddon: (name: string, cluster: string) =>
    notFound(`No addon: ${name} found in cluster: ${cluster}`, { clusterName: cluster, addonName: name }),
  unknownAddon: (name: string, cluster?: string) =>
    invalidParameter('Addon specified is not supported', { addonName: name, ...(cluster && { clusterName: cluster }) }),
  unknownAddonVersion: (name: string, cluster?: string) =>
    invalidParameter('Addon version specified is not supported', {
      addonName: name,
      ...(cluster && { clusterName: cluster }),
    }),

  accessEntryExists: () => inUse('The specified access entry resource is already in use on this cluster.'),
  noSuchAccessEntry: () =>
    notFound(
      "The specified principalArn could not be found. You can view your available access entries with 'list-access-entries'.",
    ),
  invalidPrincipal: () => invalidParameter('The specified principalArn is invalid: invalid principal.'),
  serviceLinkedPrincipal: () =>
    invalidParameter(
      'The caller is not allowed to modify access entries with a principalArn value of a Service Linked Role',
    ),
  wrongAuthenticationMode: () =>
    invalidRequest(
      "The cluster's authentication mode must be set to one of [API, API_AND_CONFIG_MAP] to perform this operation.",
    ),
  standardOnly: () =>
    invalidRequest('This operation can only be performed on Access Entries with a type of "STANDARD".'),
  unknownAccessPolicy: () =>
    invalidParameter(
      "The specified policyArn could not be found. You can view your available access policies with 'list-access-policies'.",
    ),
  policyNotAssociated: () =>
    notFound(
      "The specified policyArn could not be found. You can view your associated access policies with 'list-associated-access-policies'.",
    ),

  associationExists: (id: string) => inUse(`Association already exists: ${id}`),
  noSuchAssociation: (id: string) => notFound(`Association not found: ${id}`),

  fargateExists: (name: string, cluster: string) =>
    inUse('A Fargate Profile already exists with this name in this cluster.', {
      clusterName: cluster,
      fargateProfileName: name,
    }),
  fargateBusy: (verb: string, cluster: string, other: string, status: string) =>
    inUse(
      `Cannot ${verb} Fargate Profile because cluster ${cluster} currently has Fargate profile ${other} in status ${status}`,
      { clusterName: cluster, fargateProfileName: other },
    ),
  fargateLimit: (cluster: string) => limit('Fargate Profile limit exceeded for cluster', { clusterName: cluster }),
  fargateRoleTrust: () =>
    invalidParameter(
      `Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal`,
    ),
  publicFargateSubnet: (subnet: string) =>
    invalidParameter(`Subnet ${subnet} provided in Fargate Profile is not a private subnet`),
  hasFargateProfiles: (name: string, profile: string) =>
    inUse('Cluster has Fargate profiles attached', { clusterName: name, fargateProfileName: profile }),
  noSuchFargateProfile: (name: string, cluster: string) =>
    notFound(`No Fargate Profile found with name: ${name}.`, { clusterName: cluster, fargateProfileName: name }),

  noSuchUpdate: (id: string) => notFound(`No update found for ID: ${id}`),
  identityProviderExists: (name: string, cluster: string) =>
    inUse(`Identity provider config already exists with name ${name} and cluster name ${cluster}`, {
      clusterName: cluster,
    }),
  identityProviderLimit: (cluster: string) =>
    limit('Identity provider config limit exceeded for cluster', { clusterName: cluster }),
  alreadyEncrypted: (cluster: string) =>
    invalidRequest('Encryption config is already associated with the cluster', { clusterName: cluster }),
  noSuchIdentityProvider: (name: string) => notFound(`Identity provider config not found: ${name}`),

  noSuchInsight: (id: string) => notFound(`Insight not found: ${id}`),
  noSuchResource: () => new AwsError('NotFoundException', 404, 'The requested resource was not found'),
  reservedTag: (code: 'BadRequestException' | 'InvalidParameterException') =>
    new AwsError(code, 400, 'aws: prefixed tag key names are not allowed for external use.'),
  tooManyTags: () => new AwsError('BadRequestException', 400, 'The maximum number of tags per resource is 50.'),
  badArn: (arn: string) => new AwsError('BadRequestException', 400, `Invalid resource ARN: ${arn}`),
}
