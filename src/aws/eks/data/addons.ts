/** Which version of an add-on a version of Kubernetes can have. */
interface AddonRelease {
  version: string
  /** Kubernetes versions that it fits. */
  fits: readonly string[]
  /** Those for which it is the default. */
  defaultFor: readonly string[]
}

/** An add-on of EKS. */
export interface AddonKind {
  name: string
  type: string
  publisher: 'eks'
  owner: 'aws' | 'community'
  namespace: string
  releases: readonly AddonRelease[]
  /** Service accounts that want permissions, with the policies that AWS recommends. */
  roles: readonly { serviceAccount: string; policies: readonly string[] }[]
  /** Whether it is of little use without them. */
  requiresIamPermissions: boolean
  /** JSON schema of its configuration. */
  schema: object
}

const ALL = ['1.31', '1.32', '1.33', '1.34', '1.35', '1.36']

/** @param usual the default; the others come newest first. */
const everywhere = (usual: string, versions: readonly string[]): AddonRelease[] =>
  versions.map((version) => ({ version, fits: ALL, defaultFor: version === usual ? ALL : [] }))

const kubeProxy = (minor: string, ...versions: readonly string[]): AddonRelease[] =>
  versions.map((version, i) => ({ version, fits: [minor], defaultFor: i === 0 ? [minor] : [] }))

const object = (properties: object) => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  type: 'object',
  additionalProperties: false,
  properties,
})

const part = (properties: object) => ({ type: 'object', additionalProperties: false, properties })

const RESOURCES = { type: 'object', properties: { limits: { type: 'object' }, requests: { type: 'object' } } }
const SCHEDULING = {
  affinity: { type: ['object', 'null'], default: null },
  nodeSelector: { type: 'object', default: {} },
  tolerations: { type: 'array', items: { type: 'object' }, default: [] },
}
const ECR = 'arn:aws:iam::aws:policy/'

/** The add-ons that can be had here. Differs: AWS and its marketplace have more, and more members in their configurations.
 *  @see https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html */
export const ADDONS: readonly AddonKind[] = [
  {
    name: 'vpc-cni',
    type: 'networking',
    publisher: 'eks',
    owner: 'aws',
    namespace: 'kube-system',
    releases: everywhere('v1.21.1-eksbuild.7', ['v1.23.0-eksbuild.1', 'v1.21.1-eksbuild.7', 'v1.20.5-eksbuild.1']),
    roles: [{ serviceAccount: 'aws-node', policies: [ECR + 'AmazonEKS_CNI_Policy'] }],
    requiresIamPermissions: true,
    schema: object({
      ...SCHEDULING,
      enableNetworkPolicy: { type: 'string', format: 'boolean', default: 'false' },
      env: { type: 'object', additionalProperties: { type: 'string' } },
      resources: RESOURCES,
    }),
  },
  {
    name: 'coredns',
    type: 'networking',
    publisher: 'eks',
    owner: 'aws',
    namespace: 'kube-system',
    releases: everywhere('v1.13.2-eksbuild.4', ['v1.14.3-eksbuild.11', 'v1.13.2-eksbuild.4', 'v1.12.4-eksbuild.1']),
    roles: [],
    requiresIamPermissions: false,
    schema: object({
      ...SCHEDULING,
      corefile: { type: 'string' },
      replicaCount: { type: 'integer' },
      resources: RESOURCES,
    }),
  },
  {
    name: 'kube-proxy',
    type: 'networking',
    publisher: 'eks',
    owner: 'aws',
    namespace: 'kube-system',
    releases: [
      ...kubeProxy('1.36', 'v1.36.0-eksbuild.2'),
      ...kubeProxy('1.35', 'v1.35.3-eksbuild.2', 'v1.35.0-eksbuild.2'),
      ...kubeProxy('1.34', 'v1.34.6-eksbuild.2', 'v1.34.3-eksbuild.2'),
      ...kubeProxy('1.33', 'v1.33.10-eksbuild.2'),
      ...kubeProxy('1.32', 'v1.32.13-eksbuild.2'),
      ...kubeProxy('1.31', 'v1.31.14-eksbuild.6'),
    ],
    roles: [],
    requiresIamPermissions: false,
    schema: object({ resources: RESOURCES }),
  },
  {
    name: 'eks-pod-identity-agent',
    type: 'security',
    publisher: 'eks',
    owner: 'aws',
    namespace: 'kube-system',
    releases: everywhere('v1.3.10-eksbuild.2', ['v1.3.10-eksbuild.2', 'v1.3.9-eksbuild.3']),
    roles: [],
    requiresIamPermissions: false,
    schema: object({ ...SCHEDULING, resources: RESOURCES }),
  },
  {
    name: 'aws-ebs-csi-driver',
    type: 'storage',
    publisher: 'eks',
    owner: 'aws',
    namespace: 'kube-system',
    releases: everywhere('v1.56.0-eksbuild.1', ['v1.56.0-eksbuild.1', 'v1.55.0-eksbuild.2']),
    roles: [{ serviceAccount: 'ebs-csi-controller-sa', policies: [ECR + 'service-role/AmazonEBSCSIDriverPolicy'] }],
    requiresIamPermissions: true,
    schema: object({
      controller: part({ ...SCHEDULING, replicaCount: { type: 'integer' }, resources: RESOURCES }),
      defaultStorageClass: { type: 'object', properties: { enabled: { type: 'boolean' } } },
      node: part({ ...SCHEDULING, resources: RESOURCES }),
    }),
  },
  {
    name: 'metrics-server',
    type: 'observability',
    publisher: 'eks',
    owner: 'community',
    namespace: 'kube-system',
    releases: everywhere('v0.8.1-eksbuild.2', ['v0.8.1-eksbuild.2', 'v0.8.0-eksbuild.6']),
    roles: [],
    requiresIamPermissions: false,
    schema: object({ ...SCHEDULING, replicas: { type: 'integer' }, resources: RESOURCES }),
  },
]
