import { AwsError } from '../wire/aws-error.ts'

const bad = (code: string, message: string) => new AwsError(code, 400, message)

/** The errors of classic load balancing. */
export const elbErrors = {
  validation: (message: string) => bad('ValidationError', message),
  noSuchLoadBalancer: (name: string) => bad('LoadBalancerNotFound', `There is no ACTIVE Load Balancer named '${name}'`),
  exists: (name: string) =>
    bad(
      'DuplicateLoadBalancerName',
      `Load Balancer named ${name} already exists and it is configured with different parameters`,
    ),
  listenerExists: (name: string, port: number) =>
    bad(
      'DuplicateListener',
      `A listener already exists for ${name} with LoadBalancerPort ${port}, but with a different InstancePort, Protocol, or SSLCertificateId`,
    ),
  noSuchInstance: (id: string) => bad('InvalidInstance', `Could not find EC2 instance ${id}.`),
  noSuchSubnet: (id: string) => bad('SubnetNotFound', `The subnet ID '${id}' does not exist`),
  sameZone: () =>
    new AwsError(
      'InvalidConfigurationRequest',
      409,
      'ELB cannot be attached to multiple subnets in the same availability zone.',
    ),
  invalidGroup: (id: string) => bad('InvalidSecurityGroup', `One or more security groups are invalid: ${id}`),
}
