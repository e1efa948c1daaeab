/** A region of AWS, its zones in the account's own lettering, and the zone ids behind them. */
export interface Region {
  name: string
  /** Prefix of the zone ids: `usw2`. */
  short: string
  /** Number behind `-az` for zone a, b, c, … */
  zones: readonly number[]
  /** What `DescribeAvailabilityZones` calls the place. */
  longName: string
}

/** The regions that are on by default in a new account.
 *  Differs: AWS shuffles the pairing of zone letters and zone ids for each account; here it is the same for all. */
export const REGIONS: readonly Region[] = [
  { name: 'ap-south-1', short: 'aps1', zones: [1, 3, 2], longName: 'Asia Pacific (Mumbai)' },
  { name: 'eu-north-1', short: 'eun1', zones: [1, 2, 3], longName: 'Europe (Stockholm)' },
  { name: 'eu-west-3', short: 'euw3', zones: [1, 2, 3], longName: 'Europe (Paris)' },
  { name: 'eu-west-2', short: 'euw2', zones: [2, 3, 1], longName: 'Europe (London)' },
  { name: 'eu-west-1', short: 'euw1', zones: [2, 1, 3], longName: 'Europe (Ireland)' },
  { name: 'ap-northeast-3', short: 'apne3', zones: [3, 1, 2], longName: 'Asia Pacific (Osaka)' },
  { name: 'ap-northeast-2', short: 'apne2', zones: [1, 2, 3, 4], longName: 'Asia Pacific (Seoul)' },
  { name: 'ap-northeast-1', short: 'apne1', zones: [4, 1, 2], longName: 'Asia Pacific (Tokyo)' },
  { name: 'ca-central-1', short: 'cac1', zones: [1, 2, 4], longName: 'Canada (Central)' },
  { name: 'sa-east-1', short: 'sae1', zones: [1, 2, 3], longName: 'South America (Sao Paulo)' },
  { name: 'ap-southeast-1', short: 'apse1', zones: [2, 1, 3], longName: 'Asia Pacific (Singapore)' },
  { name: 'ap-southeast-2', short: 'apse2', zones: [3, 1, 2], longName: 'Asia Pacific (Sydney)' },
  { name: 'eu-central-1', short: 'euc1', zones: [2, 3, 1], longName: 'Europe (Frankfurt)' },
  { name: 'us-east-1', short: 'use1', zones: [4, 6, 1, 2, 3, 5], longName: 'US East (N. Virginia)' },
  { name: 'us-east-2', short: 'use2', zones: [1, 2, 3], longName: 'US East (Ohio)' },
  { name: 'us-west-1', short: 'usw1', zones: [1, 3], longName: 'US West (N. California)' },
  { name: 'us-west-2', short: 'usw2', zones: [2, 1, 3, 4], longName: 'US West (Oregon)' },
]

/** The region called `name`, if there is one. */
export const findRegion = (name: string): Region | undefined => REGIONS.find((region) => region.name === name)

/** Zones of a region: `us-west-2a` and `usw2-az2`. */
export function zonesOf(regionName: string): { name: string; id: string }[] {
  const region = findRegion(regionName)
  return (region?.zones ?? []).map((number, i) => ({
    name: regionName + String.fromCharCode(97 + i),
    id: `${region!.short}-az${number}`,
  }))
}

/** `us-west-2.compute.internal`, the domain of private names; us-east-1 keeps its first one. */
export const internalDomain = (region: string): string =>
  region === 'us-east-1' ? 'ec2.internal' : `${region}.compute.internal`

/** Domain of the public names of addresses. */
export const publicDomain = (region: string): string =>
  region === 'us-east-1' ? 'compute-1.amazonaws.com' : `${region}.compute.amazonaws.com`
