import { applyFilters, type Filter } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { REGIONS } from '../../regions.ts'

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html */
export const describeRegions = defineAction<{ RegionNames?: string[]; Filters?: Filter[] }>({
  name: 'DescribeRegions',
  handle(_call, { RegionNames = [], Filters }) {
    const unknown = RegionNames.find((name) => !REGIONS.some((region) => region.name === name))
    if (unknown !== undefined) throw ec2Errors.noSuchRegion(unknown)
    const found = applyFilters(
      REGIONS.filter((region) => RegionNames.length === 0 || RegionNames.includes(region.name)),
      Filters,
      {
        fields: {
          endpoint: (region) => `ec2.${region.name}.amazonaws.com`,
          'opt-in-status': () => 'opt-in-not-required',
          'region-name': (region) => region.name,
        },
        tagsOf: () => [],
      },
    )
    return {
      Regions: found.map(({ name }) => ({
        OptInStatus: 'opt-in-not-required',
        RegionName: name,
        Endpoint: `ec2.${name}.amazonaws.com`,
      })),
    }
  },
})
