import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findInstances, findVolume } from '../find.ts'
import { instanceArn, volumeArn, volumeTagFacts } from '../volumes.ts'
import { volumeAttached } from '../jobs/volume.ts'

interface Input {
  Device: string
  InstanceId: string
  VolumeId: string
}

const ATTACH_MS = 3_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AttachVolume.html */
export const attachVolume = defineAction<Input>({
  name: 'AttachVolume',
  unsupported: ['EbsCardIndex'],
  resources: (scope, { InstanceId, VolumeId }) => [instanceArn(scope, InstanceId), volumeArn(scope, VolumeId)],
  conditions: (scope, { VolumeId }) => volumeTagFacts(scope, VolumeId),
  handle(call, { Device, InstanceId, VolumeId }) {
    const { account, region } = call
    const volume = findVolume(call, VolumeId)
    const [instance] = findInstances(call, [InstanceId]) as [ReturnType<typeof findInstances>[number]]
    if (volume.Attachments.length > 0) throw ec2Errors.volumeAttached(VolumeId)
    if (volume.State !== 'available') throw ec2Errors.volumeState(VolumeId, volume.State)
    if (instance.state !== 'running' && instance.state !== 'stopped') throw ec2Errors.instanceNotRunning(InstanceId)
    if (instance.AvailabilityZone !== volume.AvailabilityZone) throw ec2Errors.volumeZone(VolumeId, InstanceId)
    if (instance.volumes.some(({ DeviceName }) => DeviceName === Device)) throw ec2Errors.deviceInUse(Device)
    const attachment = {
      VolumeId,
      InstanceId,
      Device,
      State: 'attaching',
      AttachTime: account.clock.now(),
      DeleteOnTermination: false,
    }
    volume.State = 'in-use'
    volume.Attachments = [attachment]
    instance.volumes.push({ DeviceName: Device, VolumeId })
    account.schedule(region, volumeAttached, { id: VolumeId }, ATTACH_MS)
    return { ...attachment }
  },
})
