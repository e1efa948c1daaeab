import { elbv2Errors } from './errors.ts'

// The zones of DNS that AWS keeps for load balancers, by region.
const APPLICATION_ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'Z35SXDOTRQ7X7K',
  'us-east-2': 'Z3AADJGX6KTTL2',
  'us-west-1': 'Z368ELLRRE2KJ0',
  'us-west-2': 'Z1H1FL5HABSF5',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-central-1': 'Z215JYRZR1TBD5',
}
const NETWORK_ZONES: Readonly<Record<string, string>> = {
  'us-east-1': 'Z26RNL4JYFTOTI',
  'us-east-2': 'ZLMOA37VPKANP',
  'us-west-2': 'Z18D5FSROUN65G',
  'eu-west-1': 'Z2IFOLAFXWLO4F',
}

/** CanonicalHostedZoneId. Differs: regions whose zone is not known here get the one of us-west-2. */
export const hostedZone = (region: string, type: 'application' | 'network'): string =>
  type === 'application'
    ? (APPLICATION_ZONES[region] ?? APPLICATION_ZONES['us-west-2']!)
    : (NETWORK_ZONES[region] ?? NETWORK_ZONES['us-west-2']!)

/** @throws AwsError ValidationError. */
export function checkName(kind: 'Load balancer' | 'Target group', name: string): void {
  const shown = `${kind} name '${name}'`
  if (name.length > 32) throw elbv2Errors.validation(`${shown} cannot be longer than '32' characters`)
  if (!/^[A-Za-z0-9-]+$/.test(name))
    throw elbv2Errors.validation(`${shown} can only contain characters that are alphanumeric characters and hyphens(-)`)
  if (name.startsWith('-') || name.endsWith('-'))
    throw elbv2Errors.validation(`${shown} cannot begin or end with a hyphen(-)`)
  if (name.startsWith('internal-')) throw elbv2Errors.validation(`${shown} cannot begin with 'internal-'`)
}
