import { applyFilters, paginate, type DescribeInput } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { INSTANCE_TYPES } from '../data/instance-types.ts'
import { zonesOf } from '../../regions.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypeOfferings.html */
export const describeInstanceTypeOfferings = defineAction<DescribeInput & { LocationType?: string }>({
  name: 'DescribeInstanceTypeOfferings',
  handle({ region }, { LocationType = 'region', ...input }) {
    const zones = zonesOf(region)
    const places =
      LocationType === 'availability-zone'
        ? zones.map((zone) => zone.name)
        : LocationType === 'availability-zone-id'
          ? zones.map((zone) => zone.id)
          : [region]
    const all = [...INSTANCE_TYPES.keys()].flatMap((InstanceType) =>
      places.map((Location) => ({ InstanceType, LocationType, Location })),
    )
    const found = applyFilters(all, input.Filters, {
      fields: { 'instance-type': (offer) => offer.InstanceType, location: (offer) => offer.Location },
      tagsOf: () => [],
    })
    const { items, ...rest } = paginate(found, { MaxResults: 1000, ...input })
    return { InstanceTypeOfferings: items, ...rest }
  },
})
