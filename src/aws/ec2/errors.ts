import { AwsError } from '../wire/aws-error.ts'

const bad = (code: string, message: string) => new AwsError(code, 400, message)
const quoted = (one: string, many: string, ids: readonly string[]) =>
  ids.length === 1 ? `The ${one} '${ids[0]}' does not exist` : `The ${many} '${ids.join(', ')}' do not exist`

/** The errors of EC2. */
export const ec2Errors = {
  noSuchVpc: (...ids: string[]) => bad('InvalidVpcID.NotFound', quoted('vpc ID', 'vpc IDs', ids)),
  noSuchSubnet: (...ids: string[]) => bad('InvalidSubnetID.NotFound', quoted('subnet ID', 'subnet IDs', ids)),
  noSuchGroup: (...ids: string[]) => bad('InvalidGroup.NotFound', quoted('security group', 'security groups', ids)),
  noSuchGroupInVpc: (name: string, vpc: string) =>
    bad('InvalidGroup.NotFound', `The security group '${name}' does not exist in VPC '${vpc}'`),
  groupExists: (name: string, vpc: string) =>
    bad('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpc}'`),
  noDefaultVpc: () => bad('VPCIdNotSpecified', 'No default VPC for this user'),
  diskTooSmall: (size: number, snapshot: string, least: number) =>
    bad(
      'InvalidBlockDeviceMapping',
      `Volume of size ${size}GB is smaller than snapshot '${snapshot}', expect size>= ${least}GB`,
    ),
  reservedGroup: () => bad('InvalidParameterValue', 'Cannot use reserved security group name: default'),
  cannotDelete: (message: string) => bad('CannotDelete', message),
  tagLimit: () => bad('TagLimitExceeded', 'The maximum number of Tags for a resource has been reached.'),
  wrongState: (id: string, verb: string) =>
    bad('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be ${verb}.`),
  duplicateRule: (rule: string) => bad('InvalidPermission.Duplicate', `the specified rule "${rule}" already exists`),
  noSuchRule: () => bad('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.'),
  noSuchRuleId: (id: string) =>
    bad('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`),
  noSuchRouteTable: (...ids: string[]) =>
    bad('InvalidRouteTableID.NotFound', quoted('routeTable ID', 'routeTable IDs', ids)),
  routeExists: (cidr: string) => bad('RouteAlreadyExists', `The route identified by ${cidr} already exists.`),
  noSuchRoute: (cidr: string, table: string) =>
    bad('InvalidRoute.NotFound', `no route with destination-cidr-block ${cidr} in route table ${table}`),
  associationConflict: (table: string) =>
    bad(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${table} conflicts with an existing association`,
    ),
  noSuchAssociation: (id: string) => bad('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`),
  noSuchInternetGateway: (...ids: string[]) =>
    bad('InvalidInternetGatewayID.NotFound', quoted('internetGateway ID', 'internetGateway IDs', ids)),
  alreadyAttached: (resource: string, network: string) =>
    bad('Resource.AlreadyAssociated', `resource ${resource} is already attached to network ${network}`),
  notAttached: (gateway: string, vpc: string) =>
    bad('Gateway.NotAttached', `resource ${gateway} is not attached to network ${vpc}`),
  dependency: (kind: string, id: string) =>
    bad('DependencyViolation', `The ${kind} '${id}' has dependencies and cannot be deleted.`),
  dependentObject: (id: string) => bad('DependencyViolation', `resource ${id} has a dependent object`),
  mappedAddresses: (vpc: string) =>
    bad(
      'DependencyViolation',
      `Network ${vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    ),
  invalidVpcRange: (cidr: string) => bad('InvalidVpc.Range', `The CIDR '${cidr}' is invalid.`),
  invalidSubnetRange: (cidr: string) => bad('InvalidSubnet.Range', `The CIDR '${cidr}' is invalid.`),
  subnetConflict: (cidr: string) => bad('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`),
  notACidr: (cidr: string, parameter = 'cidrBlock') =>
    bad(
      'InvalidParameterValue',
      `Value (${cidr}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`,
    ),
  invalidZone: (zone: string, zones: readonly string[]) =>
    bad(
      'InvalidParameterValue',
      `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zones.join(', ')}.`,
    ),
  missing: (parameter: string) => bad('MissingParameter', `The request must contain the parameter ${parameter}`),
  invalidValue: (message: string) => bad('InvalidParameterValue', message),
  invalidCombination: (message: string) => bad('InvalidParameterCombination', message),
  invalidFilter: (name: string) => bad('InvalidParameterValue', `The filter '${name}' is invalid`),
  invalidToken: () => bad('InvalidNextToken', 'The specified token is invalid.'),
  noSuchAllocation: (id: string) => bad('InvalidAllocationID.NotFound', `The allocation ID '${id}' does not exist`),
  noSuchAddress: (ip: string) => bad('InvalidAddress.NotFound', `Address '${ip}' not found.`),
  addressInUse: (ip: string) => bad('InvalidIPAddress.InUse', `Address ${ip} is in use.`),
  allocationAssociated: (id: string) =>
    bad('Resource.AlreadyAssociated', `Elastic IP address [${id}] is already associated`),
  noSuchNatGateway: (id: string) => bad('NatGatewayNotFound', `The Nat Gateway ${id} was not found`),
  noSuchInstance: (...ids: string[]) =>
    bad(
      'InvalidInstanceID.NotFound',
      ids.length === 1
        ? `The instance ID '${ids[0]}' does not exist`
        : `The instance IDs '${ids.join(', ')}' do not exist`,
    ),
  malformedInstance: (id: string) => bad('InvalidInstanceID.Malformed', `Invalid id: "${id}" (expecting "i-...")`),
  noSuchInterface: (...ids: string[]) =>
    bad('InvalidNetworkInterfaceID.NotFound', quoted('networkInterface ID', 'networkInterface IDs', ids)),
  interfaceInUse: (id: string) =>
    bad('InvalidNetworkInterface.InUse', `Network interface '${id}' is currently in use.`),
  insufficientAddresses: (subnet: string) =>
    bad(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet}' to satisfy the requested number of instances.`,
    ),
  noSuchVolume: (id: string) => bad('InvalidVolume.NotFound', `The volume '${id}' does not exist.`),
  volumeInUse: (id: string, instance: string) =>
    bad('VolumeInUse', `Volume ${id} is currently attached to ${instance}`),
  volumeAttached: (id: string) => bad('VolumeInUse', `${id} is already attached to an instance`),
  volumeState: (id: string, state: string) => bad('IncorrectState', `Volume '${id}' is in the '${state}' state.`),
  instanceNotRunning: (id: string) => bad('IncorrectState', `Instance '${id}' is not 'running'.`),
  deviceInUse: (device: string) =>
    bad(
      'InvalidParameterValue',
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
    ),
  volumeZone: (id: string, instance: string) =>
    bad(
      'InvalidVolume.ZoneMismatch',
      `The volume '${id}' is not in the same availability zone as instance '${instance}'`,
    ),
  notAttachedTo: (id: string, instance: string) =>
    bad('InvalidAttachment.NotFound', `The volume '${id}' is not attached to instance '${instance}'.`),
  rootVolume: (device: string, instance: string) =>
    bad('OperationNotPermitted', `Unable to detach root volume '${device}' from instance '${instance}'`),
  unknownVolumeType: (type: string) =>
    bad('UnknownVolumeType', `Unsupported volume type '${type}' for volume creation.`),
  zoneNotFound: (zone: string) => bad('InvalidZone.NotFound', `The zone '${zone}' does not exist.`),
  noSuchImage: (id: string) => bad('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`),
  malformedImage: (id: string) => bad('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`),
  noSuchInstanceType: (type: string) =>
    bad('InvalidInstanceType', `The following supplied instance types do not exist: [${type}]`),
  noSuchKeyPair: (name: string) => bad('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`),
  keyPairExists: (name: string) => bad('InvalidKeyPair.Duplicate', `The keypair '${name}' already exists.`),
  templateExists: () => bad('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.'),
  noSuchTemplateId: (id: string) =>
    bad('InvalidLaunchTemplateId.NotFound', `The specified launch template, with template ID ${id}, does not exist.`),
  noSuchTemplateName: (name: string) =>
    bad(
      'InvalidLaunchTemplateName.NotFoundException',
      `The specified launch template, with template name ${name}, does not exist.`,
    ),
  noSuchTemplateVersion: (version: string) =>
    bad(
      'InvalidLaunchTemplateId.VersionNotFound',
      `Could not find the specified version ${version} for the launch template.`,
    ),
  invalidId: (id: string) => bad('InvalidID', `The ID '${id}' is not valid`),
  noSuchRegion: (name: string) => bad('InvalidParameterValue', `Invalid region name: ${name}`),
  noSuchZone: (name: string) => bad('InvalidParameterValue', `Invalid availability zone: [${name}]`),
  vpcLimit: () => bad('VpcLimitExceeded', 'The maximum number of VPCs has been reached.'),
  addressLimit: () => bad('AddressLimitExceeded', 'The maximum number of addresses has been reached.'),
}
