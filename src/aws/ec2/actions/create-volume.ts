import { defineAction } from '../../define.ts'
import { ec2Errors } from '../errors.ts'
import { ec2Id } from '../ids.ts'
import { shapeVolume, viewVolume, volumeArn } from '../volumes.ts'
import { tagsFor, type TagSpecification } from '../tag-specifications.ts'
import { volumeAvailable } from '../jobs/volume.ts'
import { zonesOf } from '../../regions.ts'
import type { Volume } from '../model/instance.ts'

interface Input {
  AvailabilityZone?: string
  AvailabilityZoneId?: string
  Encrypted?: boolean
  Iops?: number
  Size?: number
  VolumeType?: string
  Throughput?: number
  TagSpecifications?: TagSpecification[]
  ClientToken?: string
}

const CREATE_MS = 4_000

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
export const createVolume = defineAction<Input>({
  name: 'CreateVolume',
  unsupported: ['KmsKeyId', 'OutpostArn', 'SnapshotId', 'MultiAttachEnabled', 'Operator', 'VolumeInitializationRate'],
  resources: (scope) => [volumeArn(scope)],
  handle(call, input) {
    const { account, region, here } = call
    const zones = zonesOf(region)
    const wanted = input.AvailabilityZone ?? input.AvailabilityZoneId
    if (wanted === undefined) throw ec2Errors.missing('zone')
    const zone = zones.find(({ name, id }) => (input.AvailabilityZone === undefined ? id : name) === wanted)
    if (!zone) throw ec2Errors.zoneNotFound(wanted)
    if (input.Size === undefined) throw ec2Errors.missing('size/snapshot')
    const tags = tagsFor('volume', input.TagSpecifications)
    const { VolumeType = 'gp2', Size, Iops, Throughput } = input
    const shape = shapeVolume({
      VolumeType,
      Size,
      ...(Iops !== undefined && { Iops }),
      ...(Throughput !== undefined && { Throughput }),
    })
    const known = Object.values(here.ec2.volumes).find(
      ({ clientToken }) => clientToken !== undefined && clientToken === input.ClientToken,
    )
    if (known) return viewVolume(known)
    const volume: Volume = {
      VolumeId: ec2Id(account, 'vol'),
      ...shape,
      State: 'creating',
      AvailabilityZone: zone.name,
      CreateTime: account.clock.now(),
      Encrypted: input.Encrypted ?? false,
      SnapshotId: '',
      MultiAttachEnabled: false,
      Attachments: [],
      Tags: tags,
      ...(input.ClientToken !== undefined && { clientToken: input.ClientToken }),
    }
    here.ec2.volumes[volume.VolumeId] = volume
    account.schedule(region, volumeAvailable, { id: volume.VolumeId }, CREATE_MS)
    return viewVolume(volume)
  },
})
