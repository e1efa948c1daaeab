import { applyFilters, type Filter } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findRegion, zonesOf } from '../../regions.ts'

interface Input {
  ZoneNames?: string[]
  ZoneIds?: string[]
  Filters?: Filter[]
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html */
export const describeAvailabilityZones = defineAction<Input>({
  name: 'DescribeAvailabilityZones',
  handle({ region }, { ZoneNames = [], ZoneIds = [], Filters }) {
    const zones = zonesOf(region)
    const unknown = [
      ...ZoneNames.filter((name) => !zones.some((zone) => zone.name === name)),
      ...ZoneIds.filter((id) => !zones.some((zone) => zone.id === id)),
    ]
    if (unknown.length > 0) throw ec2Errors.noSuchZone(unknown.join(', '))
    const named = zones.filter(
      (zone) =>
        (ZoneNames.length === 0 || ZoneNames.includes(zone.name)) &&
        (ZoneIds.length === 0 || ZoneIds.includes(zone.id)),
    )
    const found = applyFilters(named, Filters, {
      fields: {
        'group-name': () => `${region}-zg-1`,
        'opt-in-status': () => 'opt-in-not-required',
        'region-name': () => region,
        state: () => 'available',
        'zone-id': (zone) => zone.id,
        'zone-name': (zone) => zone.name,
        'zone-type': () => 'availability-zone',
      },
      tagsOf: () => [],
    })
    return {
      AvailabilityZones: found.map((zone) => ({
        OptInStatus: 'opt-in-not-required',
        Messages: [],
        RegionName: region,
        ZoneName: zone.name,
        ZoneId: zone.id,
        GroupName: `${region}-zg-1`,
        NetworkBorderGroup: region,
        ZoneType: 'availability-zone',
        GroupLongName: `${findRegion(region)!.longName} 1`,
        State: 'available',
      })),
    }
  },
})
