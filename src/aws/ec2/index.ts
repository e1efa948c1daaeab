export { describeAvailabilityZones } from './actions/describe-availability-zones.ts'
export { describeRegions } from './actions/describe-regions.ts'
export { describeSubnets } from './actions/describe-subnets.ts'
export { describeVpcs } from './actions/describe-vpcs.ts'
