import { INSTANCE_STATES, type Instance } from './model/instance.ts'
import { INSTANCE_TYPES } from './data/instance-types.ts'
import { publicDnsName } from './instances.ts'
import { viewInstanceInterface } from './view-interface.ts'
import type { Scope } from '../scope.ts'

/** `{ Code: 16, Name: 'running' }` */
export const viewState = (state: Instance['state']) => ({ Code: INSTANCE_STATES[state], Name: state })

/** Public address of an instance, while it has one. */
export const publicIpOf = ({ here }: Scope, instance: Instance): string | undefined =>
  here.ec2.networkInterfaces[instance.interfaces[0] ?? '']?.PublicIp

/** An instance as DescribeInstances shows it. */
export function viewInstance(scope: Scope, instance: Instance): object {
  const { here, region } = scope
  const cards = instance.interfaces.map((id) => here.ec2.networkInterfaces[id]).filter((card) => card !== undefined)
  const publicIp = publicIpOf(scope, instance)
  const type = INSTANCE_TYPES.get(instance.InstanceType)!
  const gone = instance.state === 'terminated'
  return {
    Architecture: instance.Architecture,
    BlockDeviceMappings: instance.volumes.map(({ DeviceName, VolumeId }) => ({
      DeviceName,
      Ebs: { AttachTime: instance.LaunchTime, DeleteOnTermination: true, Status: 'attached', VolumeId },
    })),
    ClientToken: instance.ClientToken,
    EbsOptimized: false,
    EnaSupport: true,
    Hypervisor: 'xen',
    ...(instance.IamInstanceProfile && { IamInstanceProfile: instance.IamInstanceProfile }),
    ...(instance.lifecycle && { InstanceLifecycle: instance.lifecycle }),
    NetworkInterfaces: cards.map((card) => viewInstanceInterface(scope, card)),
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    SecurityGroups: (cards[0]?.groups ?? []).map((GroupId) => ({
      GroupId,
      GroupName: here.ec2.securityGroups[GroupId]?.GroupName,
    })),
    SourceDestCheck: true,
    ...(instance.reason && { StateReason: { Code: instance.reason[0], Message: instance.reason[1] } }),
    Tags: instance.Tags,
    VirtualizationType: 'hvm',
    CpuOptions: {
      CoreCount: Math.max(1, Math.floor(type.vcpus / threadsPerCore(type))),
      ThreadsPerCore: threadsPerCore(type),
    },
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    HibernationOptions: { Configured: false },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'required',
      HttpPutResponseHopLimit: 2,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    EnclaveOptions: { Enabled: false },
    BootMode: 'uefi-preferred',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: instance.LaunchTime,
    PrivateDnsNameOptions: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    MaintenanceOptions: { AutoRecovery: 'default' },
    CurrentInstanceBootMode: type.architecture === 'arm64' ? 'uefi' : 'legacy-bios',
    InstanceId: instance.InstanceId,
    ImageId: instance.ImageId,
    State: viewState(instance.state),
    PrivateDnsName: gone ? '' : instance.PrivateDnsName,
    PublicDnsName: publicIp === undefined ? '' : publicDnsName(region, publicIp),
    StateTransitionReason: instance.StateTransitionReason,
    ...(instance.KeyName !== undefined && { KeyName: instance.KeyName }),
    AmiLaunchIndex: instance.AmiLaunchIndex,
    ProductCodes: [],
    InstanceType: instance.InstanceType,
    LaunchTime: instance.LaunchTime,
    Placement: { GroupName: '', Tenancy: 'default', AvailabilityZone: instance.AvailabilityZone },
    Monitoring: { State: 'disabled' },
    ...(!gone && {
      SubnetId: instance.SubnetId,
      VpcId: instance.VpcId,
      PrivateIpAddress: instance.PrivateIpAddress,
    }),
    ...(publicIp !== undefined && { PublicIpAddress: publicIp }),
  }
}

/** Graviton cores and small machines have one thread. */
export const threadsPerCore = ({ architecture, vcpus }: { architecture: string; vcpus: number }): number =>
  architecture === 'arm64' || vcpus === 1 ? 1 : 2
