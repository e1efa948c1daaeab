import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { findVolume } from '../find.ts'
import { shapeVolume, volumeArn, volumeTagFacts } from '../volumes.ts'
import { volumeModified } from '../jobs/volume.ts'
import type { VolumeModification } from '../model/instance.ts'

interface Input {
  VolumeId: string
  Size?: number
  VolumeType?: string
  Iops?: number
  Throughput?: number
}

const MODIFY_MS = 30_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html */
export const modifyVolume = defineAction<Input>({
  name: 'ModifyVolume',
  unsupported: ['MultiAttachEnabled'],
  resources: (scope, { VolumeId }) => [volumeArn(scope, VolumeId)],
  conditions: (scope, { VolumeId }) => volumeTagFacts(scope, VolumeId),
  handle(call, { VolumeId, ...wanted }) {
    const { account, region } = call
    const volume = findVolume(call, VolumeId)
    const VolumeType = wanted.VolumeType ?? volume.VolumeType
    const sameType = VolumeType === volume.VolumeType
    const Iops = wanted.Iops ?? (sameType && VolumeType !== 'gp2' && volume.Iops > 0 ? volume.Iops : undefined)
    const Throughput = wanted.Throughput ?? (sameType ? volume.Throughput : undefined)
    const shape = shapeVolume({
      VolumeType,
      Size: wanted.Size ?? volume.Size,
      ...(Iops !== undefined && { Iops }),
      ...(Throughput !== undefined && { Throughput }),
    })
    if (shape.Size < volume.Size) throw ec2Errors.invalidValue('New size cannot be smaller than existing size')
    const change: VolumeModification = {
      VolumeId,
      ModificationState: 'modifying',
      TargetSize: shape.Size,
      TargetIops: shape.Iops,
      TargetVolumeType: VolumeType,
      ...(shape.Throughput !== undefined && { TargetThroughput: shape.Throughput }),
      OriginalSize: volume.Size,
      OriginalIops: volume.Iops,
      OriginalVolumeType: volume.VolumeType,
      ...(volume.Throughput !== undefined && { OriginalThroughput: volume.Throughput }),
      Progress: 0,
      StartTime: account.clock.now(),
    }
    volume.modification = change
    Object.assign(volume, shape)
    if (shape.Throughput === undefined) delete volume.Throughput
    account.schedule(region, volumeModified, { id: VolumeId }, MODIFY_MS)
    return { VolumeModification: change }
  },
})
