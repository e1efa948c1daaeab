import { eksErrors } from './errors.ts'
import { parseCidr } from '../ec2/cidr.ts'

const MAX_BLOCKS = 40
const PRIVATE = [/^10\./, /^192\.168\./, /^172\.(1[6-9]|2\d|3[01])\./, /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./]

/** From where the public endpoint may be asked: blocks of public addresses.
 *  @throws AwsError InvalidParameterException. */
export function checkPublicAccess(clusterName: string, blocks: readonly string[] = []): void {
  if (blocks.length > MAX_BLOCKS)
    throw eksErrors.invalidParameter(`The number of public access CIDRs exceeds the limit of ${MAX_BLOCKS}`, {
      clusterName,
    })
  for (const block of blocks) {
    if (!parseCidr(block))
      throw eksErrors.invalidParameter(`The following CIDRs are invalid in publicAccessCidrs: [${block}]`, {
        clusterName,
      })
    if (PRIVATE.some((range) => range.test(block)))
      throw eksErrors.invalidParameter(`The following CIDRs are not allowed in publicAccessCidrs: [${block}]`, {
        clusterName,
      })
  }
}
