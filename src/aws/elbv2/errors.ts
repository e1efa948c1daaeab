import { AwsError } from '../wire/aws-error.ts'

const bad = (code: string, message: string) => new AwsError(code, 400, message)

/** The errors of Elastic Load Balancing. */
export const elbv2Errors = {
  validation: (message: string) => bad('ValidationError', message),
  noSuchLoadBalancer: (arn: string) => bad('LoadBalancerNotFound', `Load balancer '${arn}' not found`),
  noSuchLoadBalancerNames: (names: readonly string[]) =>
    bad('LoadBalancerNotFound', `Load balancers '[${names.join(', ')}]' not found`),
  noSuchTargetGroup: () => bad('TargetGroupNotFound', 'One or more target groups not found'),
  noSuchListener: () => bad('ListenerNotFound', 'One or more listeners not found'),
  noSuchRule: () => bad('RuleNotFound', 'One or more rules not found'),
  loadBalancerExists: (name: string) =>
    bad(
      'DuplicateLoadBalancerName',
      `A load balancer with the same name '${name}' exists, but with different settings`,
    ),
  targetGroupExists: (name: string) =>
    bad('DuplicateTargetGroupName', `A target group with the same name '${name}' exists, but with different settings`),
  listenerExists: () => bad('DuplicateListener', 'A listener already exists on this port for this load balancer'),
  priorityInUse: (priority: number) => bad('PriorityInUse', `Priority '${priority}' is currently in use`),
  targetGroupInUse: (arn: string) =>
    bad('ResourceInUse', `Target group '${arn}' is currently in use by a listener or a rule`),
  deletionProtected: (arn: string) =>
    bad('OperationNotPermitted', `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`),
  defaultRule: (arn: string) => bad('OperationNotPermitted', `Default rule '${arn}' cannot be deleted`),
  noSuchSubnet: (id: string) => bad('SubnetNotFound', `The subnet ID '${id}' does not exist`),
  invalidSubnet: (message: string) => bad('InvalidSubnet', message),
  invalidConfiguration: (message: string) => bad('InvalidConfigurationRequest', message),
  invalidGroup: (id: string) => bad('InvalidSecurityGroup', `One or more security groups are invalid: ${id}`),
  invalidTarget: (message: string) => bad('InvalidTarget', message),
  unsupportedProtocol: (protocol: string, type: string) =>
    bad('UnsupportedProtocol', `The protocol '${protocol}' is not supported for load balancers of type '${type}'`),
  certificateNeeded: () => bad('ValidationError', 'A certificate must be specified for HTTPS listeners'),
}
