import { eksErrors } from './errors.ts'
import { overlaps, parseCidr } from '../ec2/cidr.ts'
import type { Scope } from '../scope.ts'

const PRIVATE_BLOCKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => parseCidr(text)!)

/** The range of a cluster's Services: the wanted one, or the one of EKS' two that the VPC leaves free.
 *  @throws AwsError InvalidParameterException. */
export function serviceCidrFor({ here }: Scope, vpcId: string, wanted: string | undefined): string {
  const vpc = parseCidr(here.ec2.vpcs[vpcId]!.CidrBlock)!
  if (wanted === undefined) return overlaps(vpc, parseCidr('10.0.0.0/8')!) ? '172.20.0.0/16' : '10.100.0.0/16'
  const block = parseCidr(wanted)
  const isPrivate = block && PRIVATE_BLOCKS.some((outer) => overlaps(outer, block) && block.bits >= outer.bits)
  if (!block || !isPrivate || block.bits < 12 || block.bits > 24) {
    throw eksErrors.invalidParameter(
      `The requested service CIDR block ${wanted} is not valid. It must be a private block with a netmask between /24 and /12.`,
    )
  }
  if (overlaps(vpc, block)) {
    throw eksErrors.invalidParameter(
      `The requested service CIDR block ${wanted} overlaps with the CIDR block of the VPC.`,
    )
  }
  return wanted
}
