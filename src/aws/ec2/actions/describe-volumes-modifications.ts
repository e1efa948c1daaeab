import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import type { VolumeModification } from '../model/instance.ts'

const FIELDS: FilterFields<VolumeModification> = {
  'modification-state': (change) => change.ModificationState,
  'original-size': (change) => change.OriginalSize,
  'target-size': (change) => change.TargetSize,
  'volume-id': (change) => change.VolumeId,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumesModifications.html */
export const describeVolumesModifications = defineAction<DescribeInput & { VolumeIds?: string[] }>({
  name: 'DescribeVolumesModifications',
  handle({ here }, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(here.ec2.volumes).flatMap(({ modification }) => modification ?? []),
      ids: input.VolumeIds,
      idOf: (change) => change.VolumeId,
      notFound: (...ids) => ec2Errors.noSuchVolume(ids.join(', ')),
      fields: FIELDS,
      tagsOf: () => [],
    })
    return { VolumesModifications: items, ...rest }
  },
})
