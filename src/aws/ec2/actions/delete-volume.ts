import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVolume } from '../find.ts'
import { volumeArn, volumeTagFacts } from '../volumes.ts'
import { volumeDeleted } from '../jobs/volume.ts'

const DELETE_MS = 10_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVolume.html */
export const deleteVolume = defineAction<{ VolumeId: string }>({
  name: 'DeleteVolume',
  resources: (scope, { VolumeId }) => [volumeArn(scope, VolumeId)],
  conditions: (scope, { VolumeId }) => volumeTagFacts(scope, VolumeId),
  handle(call, { VolumeId }) {
    const volume = findVolume(call, VolumeId)
    const [attachment] = volume.Attachments
    if (attachment) throw ec2Errors.volumeInUse(VolumeId, attachment.InstanceId)
    volume.State = 'deleting'
    call.account.schedule(call.region, volumeDeleted, { id: VolumeId }, DELETE_MS)
  },
})
