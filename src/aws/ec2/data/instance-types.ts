/** An instance type, as far as clusters and DescribeInstanceTypes need it. */
export interface InstanceType {
  type: string
  vcpus: number
  memoryMiB: number
  /** Network interfaces, and IPv4 addresses on each. */
  interfaces: number
  addressesPerInterface: number
  architecture: 'x86_64' | 'arm64'
  burstable: boolean
  networkPerformance: string
  clockGhz: number
  gpus?: { name: string; count: number; memoryMiB: number }
  /** Gigabytes of disks in the machine. */
  localDiskGb?: number
}

type Row = readonly [size: string, vcpus: number, gib: number, interfaces: number, addresses: number, network: string]

const BURSTABLE: readonly Row[] = [
  ['nano', 2, 0.5, 2, 2, 'Up to 5 Gigabit'],
  ['micro', 2, 1, 2, 2, 'Up to 5 Gigabit'],
  ['small', 2, 2, 3, 4, 'Up to 5 Gigabit'],
  ['medium', 2, 4, 3, 6, 'Up to 5 Gigabit'],
  ['large', 2, 8, 3, 12, 'Up to 5 Gigabit'],
  ['xlarge', 4, 16, 4, 15, 'Up to 5 Gigabit'],
  ['2xlarge', 8, 32, 4, 15, 'Up to 5 Gigabit'],
]

// Type t3a.small has one interface less than t3.small.
const BURSTABLE_AMD: readonly Row[] = BURSTABLE.map((row) => (row[0] === 'small' ? ['small', 2, 2, 2, 4, row[5]] : row))

const sizes = (gibPerVcpu: number, network: string): readonly Row[] => [
  ['large', 2, 2 * gibPerVcpu, 3, 10, network],
  ['xlarge', 4, 4 * gibPerVcpu, 4, 15, network],
  ['2xlarge', 8, 8 * gibPerVcpu, 4, 15, network],
  ['4xlarge', 16, 16 * gibPerVcpu, 8, 30, network],
  ['8xlarge', 32, 32 * gibPerVcpu, 8, 30, '10 Gigabit'],
  ['12xlarge', 48, 48 * gibPerVcpu, 8, 30, '12 Gigabit'],
  ['16xlarge', 64, 64 * gibPerVcpu, 15, 50, '20 Gigabit'],
  ['24xlarge', 96, 96 * gibPerVcpu, 15, 50, '25 Gigabit'],
]

const small = (gib: number): Row => ['medium', 1, gib, 2, 4, 'Up to 12.5 Gigabit']

const family = (
  name: string,
  architecture: InstanceType['architecture'],
  clockGhz: number,
  rows: readonly Row[],
): InstanceType[] =>
  rows.map(([size, vcpus, gib, interfaces, addressesPerInterface, networkPerformance]) => ({
    type: `${name}.${size}`,
    vcpus,
    memoryMiB: gib * 1024,
    interfaces,
    addressesPerInterface,
    architecture,
    burstable: name.startsWith('t'),
    networkPerformance,
    clockGhz,
  }))

const T2: readonly Row[] = [
  ['nano', 1, 0.5, 2, 2, 'Low to Moderate'],
  ['micro', 1, 1, 2, 2, 'Low to Moderate'],
  ['small', 1, 2, 3, 4, 'Low to Moderate'],
  ['medium', 2, 4, 3, 6, 'Low to Moderate'],
  ['large', 2, 8, 3, 12, 'Low to Moderate'],
  ['xlarge', 4, 16, 3, 15, 'Moderate'],
  ['2xlarge', 8, 32, 3, 15, 'Moderate'],
]

const gpu = (
  type: string,
  vcpus: number,
  gib: number,
  interfaces: number,
  addresses: number,
  name: string,
  count: number,
  memoryMiB: number,
): InstanceType => ({
  type,
  vcpus,
  memoryMiB: gib * 1024,
  interfaces,
  addressesPerInterface: addresses,
  architecture: 'x86_64',
  burstable: false,
  networkPerformance: 'Up to 25 Gigabit',
  clockGhz: 2.5,
  gpus: { name, count, memoryMiB },
  localDiskGb: 125,
})

const ALL: readonly InstanceType[] = [
  ...family('t2', 'x86_64', 2.3, T2),
  ...family('t3', 'x86_64', 2.5, BURSTABLE),
  ...family('t3a', 'x86_64', 2.2, BURSTABLE_AMD),
  ...family('t4g', 'arm64', 2.5, BURSTABLE),
  ...family('m5', 'x86_64', 3.1, sizes(4, 'Up to 10 Gigabit')),
  ...family('m5a', 'x86_64', 2.5, sizes(4, 'Up to 10 Gigabit')),
  ...family('m6i', 'x86_64', 3.5, sizes(4, 'Up to 12.5 Gigabit')),
  ...family('m6a', 'x86_64', 3.6, sizes(4, 'Up to 12.5 Gigabit')),
  ...family('m6g', 'arm64', 2.5, [small(4), ...sizes(4, 'Up to 10 Gigabit')]),
  ...family('m7i', 'x86_64', 3.2, sizes(4, 'Up to 12.5 Gigabit')),
  ...family('m7a', 'x86_64', 3.7, sizes(4, 'Up to 12.5 Gigabit')),
  ...family('m7g', 'arm64', 2.6, [small(4), ...sizes(4, 'Up to 12.5 Gigabit')]),
  ...family('m8g', 'arm64', 2.8, [small(4), ...sizes(4, 'Up to 12.5 Gigabit')]),
  ...family('c5', 'x86_64', 3.4, sizes(2, 'Up to 10 Gigabit')),
  ...family('c6i', 'x86_64', 3.5, sizes(2, 'Up to 12.5 Gigabit')),
  ...family('c6g', 'arm64', 2.5, [small(2), ...sizes(2, 'Up to 10 Gigabit')]),
  ...family('c7i', 'x86_64', 3.2, sizes(2, 'Up to 12.5 Gigabit')),
  ...family('c7g', 'arm64', 2.6, [small(2), ...sizes(2, 'Up to 12.5 Gigabit')]),
  ...family('r5', 'x86_64', 3.1, sizes(8, 'Up to 10 Gigabit')),
  ...family('r6i', 'x86_64', 3.5, sizes(8, 'Up to 12.5 Gigabit')),
  ...family('r6g', 'arm64', 2.5, [small(8), ...sizes(8, 'Up to 10 Gigabit')]),
  ...family('r7g', 'arm64', 2.6, [small(8), ...sizes(8, 'Up to 12.5 Gigabit')]),
  gpu('g4dn.xlarge', 4, 16, 3, 10, 'T4', 1, 16_384),
  gpu('g4dn.2xlarge', 8, 32, 3, 10, 'T4', 1, 16_384),
  gpu('g5.xlarge', 4, 16, 4, 15, 'A10G', 1, 24_576),
  gpu('g5.2xlarge', 8, 32, 4, 15, 'A10G', 1, 24_576),
  gpu('p4d.24xlarge', 96, 1152, 15, 50, 'A100', 8, 40_960),
]

/** All instance types by name. Differs: AWS has some 900. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(ALL.map((type) => [type.type, type]))
