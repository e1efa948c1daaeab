import type { Client } from '../client/client.ts'
import type { Node, Pod } from '../resources/generated/types.ts'

/** Pods by their labels, and the account that they run as. */
export interface DriverWorkload {
  namespace: string
  labels: Readonly<Record<string, string>>
  serviceAccount: string
}

/** What a claim asks a driver for. */
export interface VolumeRequest {
  /** `pvc-UID` */
  name: string
  sizeBytes: number
  /** Of the StorageClass, without those that begin with `csi.storage.k8s.io/`. */
  parameters: Readonly<Record<string, string>>
  accessModes: readonly string[]
  zone: string
  claim: { namespace: string; name: string }
}

/** What a driver's own process in a pod does. All methods can be repeated, and reject with a `CsiError`. */
export interface CsiController {
  createVolume(request: VolumeRequest): Promise<{ handle: string; sizeBytes: number }>
  /** A volume that is not there is no error. */
  deleteVolume(handle: string): Promise<void>
  /** @returns the path of the device. */
  attach(handle: string, nodeId: string): Promise<string>
  detach(handle: string, nodeId: string): Promise<void>
  /** @returns the new size. */
  expand(handle: string, sizeBytes: number): Promise<number>
}

/** How a driver registers a node. */
export interface CsiNodeInfo {
  nodeId: string
  topology: Readonly<Record<string, string>>
  /** How many volumes can be attached at a time. */
  maxVolumes: number
}

/** A CSI driver: its pods come with whoever installs it, and nothing is done while they do not run. */
export interface CsiDriver {
  /** `ebs.csi.aws.com` */
  readonly name: string
  readonly controller: DriverWorkload
  readonly node: DriverWorkload
  /** The node label by which its volumes are bound to a zone. */
  readonly topologyKey: string
  /** The plugin of Kubernetes that it stands in for: `kubernetes.io/aws-ebs`. */
  readonly replaces?: string
  /** The driver's process in a pod of the controller. @param kubelet acts as the pod's node, which hands out its tokens. */
  controllerIn(pod: Pod, kubelet: Client): CsiController
  nodeInfo(node: Node): CsiNodeInfo
}

/** A refusal of a driver, as its sidecars print it. */
export class CsiError extends Error {
  override name = 'CsiError'

  /** @param code of gRPC: `Internal`, `InvalidArgument`, … */
  constructor(code: string, description: string) {
    super(`rpc error: code = ${code} desc = ${description}`)
  }
}
