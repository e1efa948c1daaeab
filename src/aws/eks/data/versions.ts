/** A minor version of Kubernetes on EKS. Dates are days in UTC. */
export interface EksVersion {
  version: string
  /** Patch level of the control plane. */
  patch: string
  platformVersion: string
  released: string
  standardEnds: string
  extendedEnds: string
  /** The AMI of new nodes. */
  node: { releaseVersion: string; kubelet: string; osImage: string; kernel: string; containerd: string }
}

const KERNEL_6_1 = '6.1.166-197.305.amzn2023'
const KERNEL_6_12 = '6.12.79-101.147.amzn2023'
const OS_IMAGE = 'Amazon Linux 2023.11.20260413'

/** What EKS offers, newest first.
 *  @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html */
export const EKS_VERSIONS: readonly EksVersion[] = [
  {
    version: '1.36',
    patch: '1.36.1',
    platformVersion: 'eks.4',
    released: '2026-06-02',
    standardEnds: '2027-08-02',
    extendedEnds: '2028-08-02',
    node: {
      releaseVersion: '1.36.1-20260714',
      kubelet: 'v1.36.1-eks-94953ac',
      osImage: 'Amazon Linux 2023.12.20260710',
      kernel: '6.18.20-20.40.amzn2023',
      containerd: 'containerd://2.2.4+unknown',
    },
  },
  {
    version: '1.35',
    patch: '1.35.4',
    platformVersion: 'eks.9',
    released: '2026-01-27',
    standardEnds: '2027-03-27',
    extendedEnds: '2028-03-27',
    node: {
      releaseVersion: '1.35.3-20260415',
      kubelet: 'v1.35.3-eks-bbe087e',
      osImage: OS_IMAGE,
      kernel: KERNEL_6_12,
      containerd: 'containerd://2.2.1+unknown',
    },
  },
  {
    version: '1.34',
    patch: '1.34.8',
    platformVersion: 'eks.22',
    released: '2025-10-02',
    standardEnds: '2026-12-02',
    extendedEnds: '2027-12-02',
    node: {
      releaseVersion: '1.34.8-20260529',
      kubelet: 'v1.34.8-eks-3385e9b',
      osImage: 'Amazon Linux 2023.11.20260526',
      kernel: KERNEL_6_12,
      containerd: 'containerd://2.2.3+unknown',
    },
  },
  {
    version: '1.33',
    patch: '1.33.10',
    platformVersion: 'eks.31',
    released: '2025-05-28',
    standardEnds: '2026-07-29',
    extendedEnds: '2027-07-29',
    node: {
      releaseVersion: '1.33.10-20260415',
      kubelet: 'v1.33.10-eks-bbe087e',
      osImage: OS_IMAGE,
      kernel: KERNEL_6_12,
      containerd: 'containerd://2.1.5',
    },
  },
  {
    version: '1.32',
    patch: '1.32.13',
    platformVersion: 'eks.40',
    released: '2025-01-23',
    standardEnds: '2026-03-23',
    extendedEnds: '2027-03-23',
    node: {
      releaseVersion: '1.32.13-20260415',
      kubelet: 'v1.32.13-eks-bbe087e',
      osImage: OS_IMAGE,
      kernel: KERNEL_6_1,
      containerd: 'containerd://1.7.29',
    },
  },
  {
    version: '1.31',
    patch: '1.31.14',
    platformVersion: 'eks.54',
    released: '2024-09-26',
    standardEnds: '2025-11-26',
    extendedEnds: '2026-11-26',
    node: {
      releaseVersion: '1.31.14-20260415',
      kubelet: 'v1.31.14-eks-bbe087e',
      osImage: OS_IMAGE,
      kernel: KERNEL_6_1,
      containerd: 'containerd://1.7.29',
    },
  },
]

/** What a cluster gets when nobody names a version: the one that this course is about. */
export const DEFAULT_VERSION = '1.35'

/** A version that EKS offers. */
export const findVersion = (version: string): EksVersion | undefined =>
  EKS_VERSIONS.find((known) => known.version === version)

/** What the apiserver of a version calls itself. */
export const gitVersionOf = ({ patch }: EksVersion): string => `v${patch}-eks-bbe087e`
