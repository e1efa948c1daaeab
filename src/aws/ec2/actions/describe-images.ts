import { ROOT_DISK_GB, snapshotOf } from '../root-disk.ts'
import { applyFilters, paginate, type DescribeInput, type FilterFields } from '../describe.ts'
import { defineAction } from '../../define.ts'
import { lookUp } from '../../dictionary.ts'
import { ec2Errors } from '../errors.ts'
import { imagesOf, type Image } from '../images.ts'

const OWNERS: Readonly<Record<string, readonly string[]>> = {
  amazon: ['602401143452', '137112412989', '092701018921'],
  self: [],
}

const FIELDS: FilterFields<Image> = {
  architecture: (image) => image.architecture,
  description: (image) => image.description,
  'image-id': (image) => image.id,
  'image-type': () => 'machine',
  'is-public': () => true,
  name: (image) => image.name,
  'owner-alias': () => 'amazon',
  'owner-id': (image) => image.ownerId,
  'root-device-type': () => 'ebs',
  state: () => 'available',
  'virtualization-type': () => 'hvm',
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html */
export const describeImages = defineAction<DescribeInput & { ImageIds?: string[]; Owners?: string[] }>({
  name: 'DescribeImages',
  unsupported: ['ExecutableUsers'],
  handle({ region }, input) {
    const all = imagesOf(region)
    for (const id of input.ImageIds ?? []) {
      if (!id.startsWith('ami-')) throw ec2Errors.malformedImage(id)
      if (!all.some((image) => image.id === id)) throw ec2Errors.noSuchImage(id)
    }
    const owners = input.Owners?.flatMap((owner) => lookUp(OWNERS, owner) ?? [owner])
    const named = all.filter(
      (image) => (input.ImageIds?.includes(image.id) ?? true) && (owners?.includes(image.ownerId) ?? true),
    )
    const { items, ...rest } = paginate(applyFilters(named, input.Filters, { fields: FIELDS, tagsOf: () => [] }), input)
    return { Images: items.map(viewImage), ...rest }
  },
})

const viewImage = (image: Image) => ({
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  BlockDeviceMappings: [
    {
      DeviceName: '/dev/xvda',
      Ebs: {
        DeleteOnTermination: true,
        Iops: 3000,
        SnapshotId: snapshotOf(image.id),
        VolumeSize: ROOT_DISK_GB,
        VolumeType: 'gp3',
        Throughput: 125,
        Encrypted: false,
      },
    },
  ],
  Description: image.description,
  EnaSupport: true,
  Hypervisor: 'xen',
  ImageOwnerAlias: 'amazon',
  Name: image.name,
  RootDeviceName: '/dev/xvda',
  RootDeviceType: 'ebs',
  SriovNetSupport: 'simple',
  VirtualizationType: 'hvm',
  BootMode: 'uefi-preferred',
  ImageId: image.id,
  ImageLocation: `amazon/${image.name}`,
  State: 'available',
  OwnerId: image.ownerId,
  CreationDate: image.created,
  Public: true,
  Architecture: image.architecture,
  ImageType: 'machine',
})
