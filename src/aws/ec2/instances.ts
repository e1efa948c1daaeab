import { addInterface, privateDnsName } from './interfaces.ts'
import { ec2Id } from './ids.ts'
import { pickAddresses } from './networks.ts'
import { INSTANCE_TYPES } from './data/instance-types.ts'
import { instanceRunning } from './jobs/instance-running.ts'
import { instanceStopped } from './jobs/instance-stopped.ts'
import { instanceTerminated } from './jobs/instance-terminated.ts'
import { checkRootDisk, snapshotOf } from './root-disk.ts'
import { publicDomain } from '../regions.ts'
import type { Instance, Volume } from './model/instance.ts'
import type { Scope } from '../scope.ts'
import type { Subnet } from './model/network.ts'
import type { Tag } from '../tags.ts'

/** What a new instance is made of. */
export interface NewInstance {
  imageId: string
  type: string
  subnet: Subnet
  groups: string[]
  /** Size of the root disk. */
  diskGb: number
  publicIp: boolean
  tags: Tag[]
  profile?: { Arn: string; Id: string }
  keyName?: string
  spot?: boolean
  requester?: string
}

/** Time of AWS between the launch and `running`. */
const BOOT_MS = 15_000
const STOP_MS = 20_000
const TERMINATE_MS = 25_000

/** Launches one instance; it is `pending` at first.
 *  @throws AwsError InvalidBlockDeviceMapping, or of a subnet without free addresses. */
export function launchInstance(scope: Scope, spec: NewInstance): Instance {
  const { account, region, here } = scope
  const now = account.clock.now()
  const id = ec2Id(account, 'i')
  const type = INSTANCE_TYPES.get(spec.type)!
  checkRootDisk(spec.imageId, spec.diskGb)
  const addresses = pickAddresses(scope, spec.subnet, 1)
  const card = addInterface(scope, spec.subnet, {
    addresses,
    groups: spec.groups,
    instanceId: id,
    deviceIndex: 0,
    ...(spec.publicIp && { publicIp: newPublicIp(scope) }),
  })
  const volume = addRootVolume(scope, id, spec)
  const instance: Instance = {
    InstanceId: id,
    ReservationId: ec2Id(account, 'r'),
    ImageId: spec.imageId,
    InstanceType: spec.type,
    Architecture: type.architecture,
    state: 'pending',
    StateTransitionReason: '',
    LaunchTime: now,
    SubnetId: spec.subnet.SubnetId,
    VpcId: spec.subnet.VpcId,
    AvailabilityZone: spec.subnet.AvailabilityZone,
    PrivateIpAddress: addresses[0]!,
    PrivateDnsName: privateDnsName(region, addresses[0]!),
    interfaces: [card.NetworkInterfaceId],
    volumes: [{ DeviceName: '/dev/xvda', VolumeId: volume.VolumeId }],
    AmiLaunchIndex: 0,
    ClientToken: account.ids.uuid(),
    Tags: spec.tags,
    ...(spec.profile && { IamInstanceProfile: spec.profile }),
    ...(spec.keyName !== undefined && { KeyName: spec.keyName }),
    ...(spec.spot && { lifecycle: 'spot' as const }),
    ...(spec.requester !== undefined && { requester: spec.requester }),
  }
  here.ec2.instances[id] = instance
  account.schedule(region, instanceRunning, { id }, BOOT_MS)
  return instance
}

function addRootVolume({ account, here }: Scope, instanceId: string, spec: NewInstance): Volume {
  const now = account.clock.now()
  const id = ec2Id(account, 'vol')
  const volume: Volume = {
    VolumeId: id,
    Size: spec.diskGb,
    VolumeType: 'gp3',
    Iops: 3000,
    Throughput: 125,
    State: 'in-use',
    AvailabilityZone: spec.subnet.AvailabilityZone,
    CreateTime: now,
    Encrypted: false,
    SnapshotId: snapshotOf(spec.imageId),
    MultiAttachEnabled: false,
    Attachments: [
      {
        VolumeId: id,
        InstanceId: instanceId,
        Device: '/dev/xvda',
        State: 'attached',
        AttachTime: now,
        DeleteOnTermination: true,
      },
    ],
    Tags: spec.tags.filter((tag) => !tag.Key.startsWith('aws:')),
  }
  here.ec2.volumes[id] = volume
  return volume
}

/** An address of AWS' own ranges that the region does not use yet. */
export function newPublicIp({ account, here }: Scope): string {
  const used = new Set([
    ...Object.values(here.ec2.addresses).map((address) => address.PublicIp),
    ...Object.values(here.ec2.networkInterfaces).map((card) => card.PublicIp),
  ])
  for (;;) {
    const part = (from: number, count: number) => from + Math.floor(account.ids.random() * count)
    const address = `${account.ids.random() < 0.5 ? 54 : 35}.${part(160, 90)}.${part(0, 256)}.${part(1, 254)}`
    if (!used.has(address)) return address
  }
}

/** `ec2-54-1-2-3.us-west-2.compute.amazonaws.com` */
export const publicDnsName = (region: string, address: string): string =>
  `ec2-${address.replaceAll('.', '-')}.${publicDomain(region)}`

/** Ends an instance. Resolves when the services that care have let go of it. */
export async function terminateInstance({ account, region }: Scope, instance: Instance, reason: string): Promise<void> {
  if (instance.state === 'shutting-down' || instance.state === 'terminated') return
  instance.state = 'shutting-down'
  instance.StateTransitionReason = reason
  account.schedule(region, instanceTerminated, { id: instance.InstanceId }, TERMINATE_MS)
  await account.emit(region, 'instance.terminating', { instanceId: instance.InstanceId })
}

/** Stops an instance; its disks stay. */
export async function stopInstance({ account, region }: Scope, instance: Instance, reason: string): Promise<void> {
  instance.state = 'stopping'
  instance.StateTransitionReason = reason
  account.schedule(region, instanceStopped, { id: instance.InstanceId }, STOP_MS)
  await account.emit(region, 'instance.terminating', { instanceId: instance.InstanceId })
}

/** Starts a stopped instance again. */
export function startInstance({ account, region }: Scope, instance: Instance): void {
  instance.state = 'pending'
  instance.StateTransitionReason = ''
  instance.LaunchTime = account.clock.now()
  account.schedule(region, instanceRunning, { id: instance.InstanceId }, BOOT_MS)
}

/** `User initiated (2026-11-22 12:00:00 GMT)` */
export const userInitiated = (nowMs: number): string =>
  `User initiated (${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')} GMT)`
