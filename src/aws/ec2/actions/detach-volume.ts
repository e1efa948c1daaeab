import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVolume } from '../find.ts'
import { instanceArn, volumeArn, volumeTagFacts } from '../volumes.ts'
import { volumeDetached } from '../jobs/volume.ts'

interface Input {
  Device?: string
  Force?: boolean
  InstanceId?: string
  VolumeId: string
}

const DETACH_MS = 5_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVolume.html */
export const detachVolume = defineAction<Input>({
  name: 'DetachVolume',
  resources: (scope, { InstanceId, VolumeId }) => [instanceArn(scope, InstanceId), volumeArn(scope, VolumeId)],
  conditions: (scope, { VolumeId }) => volumeTagFacts(scope, VolumeId),
  handle(call, { VolumeId, InstanceId }) {
    const { account, region, here } = call
    const volume = findVolume(call, VolumeId)
    const [attachment] = volume.Attachments
    if (!attachment) throw ec2Errors.volumeState(VolumeId, volume.State)
    if (InstanceId !== undefined && InstanceId !== attachment.InstanceId)
      throw ec2Errors.notAttachedTo(VolumeId, InstanceId)
    const instance = here.ec2.instances[attachment.InstanceId]
    if (attachment.Device === '/dev/xvda' && instance?.state !== 'stopped')
      throw ec2Errors.rootVolume(attachment.Device, attachment.InstanceId)
    attachment.State = 'detaching'
    account.schedule(region, volumeDetached, { id: VolumeId }, DETACH_MS)
    return { ...attachment }
  },
})
