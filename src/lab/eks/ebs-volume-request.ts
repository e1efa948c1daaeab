import { CsiError, type VolumeRequest } from '#cluster'

const GIB = 2 ** 30
const MODES = new Map([
  ['ReadOnlyMany', 'MULTI_NODE_READER_ONLY'],
  ['ReadWriteMany', 'MULTI_NODE_MULTI_WRITER'],
])
/** Parameters of a StorageClass, in lower case, as the driver reads them. */
const PARAMETERS = new Set(['type', 'iops', 'iopspergb', 'throughput', 'encrypted', 'fstype'])

/** @throws CsiError for what the driver cannot make. */
export function checkVolumeRequest({ accessModes, parameters }: VolumeRequest): void {
  const refused = accessModes.find((mode) => MODES.has(mode))
  if (refused !== undefined)
    throw new CsiError(
      'InvalidArgument',
      `Volume capabilities ${MODES.get(refused)} not supported. Only AccessModes[ReadWriteOnce] supported.`,
    )
  const unknown = Object.keys(parameters).find((key) => !PARAMETERS.has(key.toLowerCase()))
  if (unknown !== undefined) throw new CsiError('InvalidArgument', `Invalid parameter key ${unknown} for CreateVolume`)
}

/** What the driver asks EC2 for. */
export function volumeInput(
  { name, sizeBytes, parameters, zone, claim }: VolumeRequest,
  clusterName: string,
): Record<string, unknown> {
  const wanted = new Map(Object.entries(parameters).map(([key, value]) => [key.toLowerCase(), value]))
  const Size = Math.max(1, Math.ceil(sizeBytes / GIB))
  const perGb = wanted.get('iopspergb')
  const iops = wanted.get('iops') ?? (perGb === undefined ? undefined : String(Number(perGb) * Size))
  const throughput = wanted.get('throughput')
  const tags = {
    Name: `${clusterName}-dynamic-${name}`,
    CSIVolumeName: name,
    KubernetesCluster: clusterName,
    [`kubernetes.io/cluster/${clusterName}`]: 'owned',
    'ebs.csi.aws.com/cluster': 'true',
    'kubernetes.io/created-for/pv/name': name,
    'kubernetes.io/created-for/pvc/name': claim.name,
    'kubernetes.io/created-for/pvc/namespace': claim.namespace,
  }
  return {
    AvailabilityZone: zone,
    Size,
    VolumeType: wanted.get('type') ?? 'gp3',
    Encrypted: wanted.get('encrypted') === 'true',
    ClientToken: name,
    ...(iops !== undefined && { Iops: Number(iops) }),
    ...(throughput !== undefined && { Throughput: Number(throughput) }),
    TagSpecifications: [{ ResourceType: 'volume', Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }],
  }
}
