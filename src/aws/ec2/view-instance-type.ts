import { threadsPerCore } from './view-instance.ts'
import type { InstanceType } from './data/instance-types.ts'

/** An instance type as DescribeInstanceTypes shows it. */
export function viewInstanceType(type: InstanceType): object {
  const perCore = threadsPerCore(type)
  const nitro = !type.type.startsWith('t2.')
  return {
    InstanceType: type.type,
    CurrentGeneration: true,
    FreeTierEligible: /^t[23]\.micro$|^t4g\.small$/.test(type.type),
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: nitro ? 'nitro' : 'xen',
    ProcessorInfo: {
      SupportedArchitectures: [type.architecture],
      SustainedClockSpeedInGhz: type.clockGhz,
      Manufacturer: type.architecture === 'arm64' ? 'AWS' : /^[a-z]\d+a\./.test(type.type) ? 'AMD' : 'Intel',
    },
    VCpuInfo: {
      DefaultVCpus: type.vcpus,
      DefaultCores: Math.max(1, type.vcpus / perCore),
      DefaultThreadsPerCore: perCore,
    },
    MemoryInfo: { SizeInMiB: type.memoryMiB },
    InstanceStorageSupported: type.localDiskGb !== undefined,
    EbsInfo: {
      EbsOptimizedSupport: nitro ? 'default' : 'unsupported',
      EncryptionSupport: 'supported',
      NvmeSupport: nitro ? 'required' : 'unsupported',
    },
    NetworkInfo: {
      NetworkPerformance: type.networkPerformance,
      MaximumNetworkInterfaces: type.interfaces,
      MaximumNetworkCards: 1,
      DefaultNetworkCardIndex: 0,
      NetworkCards: [
        {
          NetworkCardIndex: 0,
          NetworkPerformance: type.networkPerformance,
          MaximumNetworkInterfaces: type.interfaces,
        },
      ],
      Ipv4AddressesPerInterface: type.addressesPerInterface,
      Ipv6AddressesPerInterface: type.addressesPerInterface,
      Ipv6Supported: true,
      EnaSupport: nitro ? 'required' : 'unsupported',
      EfaSupported: false,
      EncryptionInTransitSupported: false,
    },
    ...(type.gpus && {
      GpuInfo: {
        Gpus: [
          {
            Name: type.gpus.name,
            Manufacturer: 'NVIDIA',
            Count: type.gpus.count,
            MemoryInfo: { SizeInMiB: type.gpus.memoryMiB },
          },
        ],
        TotalGpuMemoryInMiB: type.gpus.count * type.gpus.memoryMiB,
      },
    }),
    PlacementGroupInfo: { SupportedStrategies: ['partition', 'spread'] },
    HibernationSupported: nitro,
    BurstablePerformanceSupported: type.burstable,
    DedicatedHostsSupported: nitro,
    AutoRecoverySupported: true,
    SupportedBootModes: type.architecture === 'arm64' ? ['uefi'] : ['legacy-bios', 'uefi'],
  }
}
