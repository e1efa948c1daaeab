import { defineAction } from '../../define.ts'
import { describe, type DescribeInput, type FilterFields } from '../describe.ts'
import { ec2Errors } from '../errors.ts'
import { viewVolume } from '../volumes.ts'
import type { Volume } from '../model/instance.ts'

const FIELDS: FilterFields<Volume> = {
  'attachment.device': (volume) => volume.Attachments.map((attachment) => attachment.Device),
  'attachment.instance-id': (volume) => volume.Attachments.map((attachment) => attachment.InstanceId),
  'attachment.status': (volume) => volume.Attachments.map((attachment) => attachment.State),
  'availability-zone': (volume) => volume.AvailabilityZone,
  encrypted: (volume) => volume.Encrypted,
  size: (volume) => volume.Size,
  'snapshot-id': (volume) => volume.SnapshotId,
  status: (volume) => volume.State,
  'volume-id': (volume) => volume.VolumeId,
  'volume-type': (volume) => volume.VolumeType,
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
export const describeVolumes = defineAction<DescribeInput & { VolumeIds?: string[] }>({
  name: 'DescribeVolumes',
  handle({ here }, input) {
    const { items, ...rest } = describe(input, {
      items: Object.values(here.ec2.volumes),
      ids: input.VolumeIds,
      idOf: (volume) => volume.VolumeId,
      notFound: (...ids) => ec2Errors.noSuchVolume(ids.join(', ')),
      fields: FIELDS,
      tagsOf: (volume) => volume.Tags,
    })
    return { Volumes: items.map(viewVolume), ...rest }
  },
})
