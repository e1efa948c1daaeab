/** A control plane that EKS wants. */
export interface ClusterSpec {
  /** Identifies the cluster everywhere in this interface. */
  arn: string
  name: string
  region: string
  /** `1.35` */
  version: string
  /** What the apiserver says of itself: `v1.35.4-eks-bbe087e`. */
  gitVersion: string
  platformVersion: string
  /** Host name of the endpoint. */
  endpointHost: string
  serviceCidr: string
  /** Address ranges of the VPC. */
  vpcCidrs: string[]
  vpcId: string
  /** Issuer of service account tokens. */
  issuer: string
  /** Whether EKS installs vpc-cni, coredns and kube-proxy itself. */
  installDefaultAddons: boolean
  /** When AWS began to make it, in milliseconds since the epoch. */
  createdMs: number
}

/** What a node can hold, as Kubernetes quantities. */
export interface NodeResources {
  cpu: string
  memory: string
  'ephemeral-storage': string
  pods: string
  'hugepages-1Gi': string
  'hugepages-2Mi': string
}

/** An instance that wants to join a cluster. */
export interface NodeSpec {
  /** Name of the Node: the instance's private DNS name. */
  name: string
  instance: {
    id: string
    type: string
    architecture: 'amd64' | 'arm64'
    privateIp: string
    privateDnsName: string
    publicIp?: string
    publicDnsName?: string
    zone: string
    zoneId: string
    region: string
    subnetId: string
    subnetCidr: string
    /** `aws:///us-west-2a/i-…` */
    providerId: string
  }
  nodegroup?: string
  /** The labels that the kubelet gives the Node, those of EKS and of the node group among them. */
  labels: Record<string, string>
  taints: { key: string; value?: string; effect: 'NoSchedule' | 'NoExecute' | 'PreferNoSchedule' }[]
  capacity: NodeResources
  allocatable: NodeResources
  maxPods: number
  /** Addresses of the VPC that the node's interfaces hold for Pods. */
  podAddresses: string[]
  kubeletVersion: string
  osImage: string
  kernelVersion: string
  containerRuntimeVersion: string
  /** What the node's IAM role lets it do; without these a node registers and never becomes Ready. */
  role: { arn: string; pullImages: boolean; manageInterfaces: boolean }
}

/** An add-on as EKS applies it. */
export interface AddonSpec {
  name: string
  /** `v1.13.2-eksbuild.4` */
  version: string
  namespace: string
  /** JSON or YAML as the client sent it. */
  configurationValues?: string
  resolveConflicts: 'OVERWRITE' | 'NONE' | 'PRESERVE'
  serviceAccountRoleArn?: string
}

/** What applying an add-on came to. */
export type AddonResult = { ok: true } | { ok: false; code: string; message: string }

/** The data of the ConfigMap kube-system/aws-auth. */
export type AwsAuthData = Record<string, string>

/** A service account, as a token of it says. */
export interface ServiceAccountIdentity {
  namespace: string
  serviceAccount: string
}

/** Runs the control planes and nodes that the account's EKS asks for; the lab implements it. Every method may be called again with the same
 *  arguments after a restart, and then changes nothing. */
export interface ControlPlaneHost {
  createCluster(spec: ClusterSpec): Promise<{ certificateAuthorityData: string }>
  /** Replaces the control plane by another version. */
  upgradeCluster(
    clusterArn: string,
    to: { version: string; gitVersion: string; platformVersion: string },
  ): Promise<void>
  deleteCluster(clusterArn: string): Promise<void>
  /** Starts a kubelet. Resolves when the Node is Ready; a node that never becomes Ready leaves the promise open until `removeNode`. */
  addNode(clusterArn: string, node: NodeSpec): Promise<void>
  /** Cordons a node and evicts its Pods. Resolves to whether it is empty within `timeoutMs` of the account's clock. */
  drainNode(clusterArn: string, nodeName: string, options: { timeoutMs: number; force: boolean }): Promise<boolean>
  /** The instance is gone: stops the kubelet and deletes the Node. */
  removeNode(clusterArn: string, nodeName: string): Promise<void>
  /** Changes labels and taints of a running node, as a node group's update does. */
  updateNode(clusterArn: string, nodeName: string, change: Pick<NodeSpec, 'labels' | 'taints'>): Promise<void>
  applyAddon(clusterArn: string, addon: AddonSpec): Promise<AddonResult>
  /** @param preserve leaves the objects in the cluster. */
  removeAddon(clusterArn: string, name: string, preserve: boolean): Promise<void>
  /** Whose service account token it is; `undefined` when the cluster has not issued it, or not for `audience`. */
  reviewToken(clusterArn: string, token: string, audience: string): Promise<ServiceAccountIdentity | undefined>
  /** `undefined` when the ConfigMap is not there. */
  readAwsAuth(clusterArn: string): Promise<AwsAuthData | undefined>
  writeAwsAuth(clusterArn: string, data: AwsAuthData): Promise<void>
}
