import { bytesOf } from '../wire/http.ts'
import { EKS_VERSIONS, type EksVersion } from '../eks/data/versions.ts'
import { sha256, toHex } from '#base'

/** A machine image that AWS publishes. */
export interface Image {
  id: string
  name: string
  description: string
  architecture: 'x86_64' | 'arm64'
  ownerId: string
  created: string
  /** Version and variant of EKS, for its own images. */
  eks?: { version: string; amiType: string; releaseVersion: string }
}

const AMI_TYPES = {
  AL2023_x86_64_STANDARD: [
    'x86_64',
    'amazon-eks-node-al2023-x86_64-standard',
    'EKS-optimized Kubernetes node based on Amazon Linux 2023',
  ],
  AL2023_ARM_64_STANDARD: [
    'arm64',
    'amazon-eks-node-al2023-arm64-standard',
    'EKS-optimized Kubernetes node based on Amazon Linux 2023',
  ],
  BOTTLEROCKET_x86_64: ['x86_64', 'bottlerocket-aws-k8s', 'bottlerocket-aws-k8s'],
  BOTTLEROCKET_ARM_64: ['arm64', 'bottlerocket-aws-k8s', 'bottlerocket-aws-k8s'],
} as const

/** The kinds of node image that node groups may have here. */
export type AmiType = keyof typeof AMI_TYPES

/** Whether nodes can run this kind of image here. */
export const isAmiType = (name: string): name is AmiType => Object.hasOwn(AMI_TYPES, name)

/** Architecture of a kind of image. */
export const architectureOf = (amiType: AmiType): 'x86_64' | 'arm64' => AMI_TYPES[amiType][0]

/** An id that a name has in a region for ever. */
const imageId = (region: string, name: string) => 'ami-0' + toHex(sha256(bytesOf(`${region} ${name}`))).slice(0, 16)

/** The image for nodes of a version. */
export function eksImage(region: string, { version, node }: EksVersion, amiType: AmiType): Image {
  const [architecture, prefix, description] = AMI_TYPES[amiType]
  const day = node.releaseVersion.split('-')[1]!
  const name = amiType.startsWith('BOTTLEROCKET')
    ? `${prefix}-${version}-${architecture === 'arm64' ? 'aarch64' : 'x86_64'}-v1.56.0-0bd9a1c9`
    : `${prefix}-${version}-v${day}`
  return {
    id: imageId(region, name),
    name,
    description: `${description}, (k8s: ${node.releaseVersion.split('-')[0]}, containerd: 2.*)`,
    architecture,
    ownerId: amiType.startsWith('BOTTLEROCKET') ? '092701018921' : '602401143452',
    created: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T08:12:31.000Z`,
    eks: { version, amiType, releaseVersion: node.releaseVersion },
  }
}

/** Amazon Linux 2023 for machines that are no nodes. */
export function amazonLinux(region: string, architecture: Image['architecture']): Image {
  const name = `al2023-ami-2023.11.20260413.0-kernel-6.12-${architecture}`
  return {
    id: imageId(region, name),
    name,
    description: `Amazon Linux 2023 AMI 2023.11.20260413.0 ${architecture} HVM kernel-6.12`,
    architecture,
    ownerId: '137112412989',
    created: '2026-04-13T20:01:42.000Z',
  }
}

/** Every image of a region. Differs: AWS and others publish some hundred thousand. */
export const imagesOf = (region: string): Image[] => [
  amazonLinux(region, 'x86_64'),
  amazonLinux(region, 'arm64'),
  ...EKS_VERSIONS.flatMap((version) =>
    (Object.keys(AMI_TYPES) as AmiType[]).map((amiType) => eksImage(region, version, amiType)),
  ),
]
