export type { ApiRequest, ApiResponse } from './apiserver/http.ts'
export type {
  Duplex,
  PortForwardUpgrade,
  ProcessStreams,
  ProcessUpgrade,
  TerminalSize,
  Upgrade,
} from './apiserver/upgrade.ts'
export { ADMIN, createCluster, type Cluster, type ClusterOptions } from './cluster.ts'
export type { CloudProvider, InstanceMetadata } from './cloud-provider.ts'
export { CsiError, type CsiController, type CsiDriver, type VolumeRequest } from './csi/csi-driver.ts'
export type { AdmissionPlugin } from './apiserver/admission/admission.ts'
export type { Component } from './component.ts'
export type { Client, UserInfo } from './client/client.ts'
export { createHttpClient } from './client/http-client.ts'
export type { IncomingAnswer, Transport } from './client/transport.ts'
export { createComponents } from './components.ts'
export { controllerOf, type Draft, type KubeObject, type ResourceType } from './apimachinery/object.ts'
export { isReason } from './apimachinery/errors.ts'
export { bearerToken, type Authenticator } from './apiserver/authn/authenticator.ts'
export type { Authorizer } from './apiserver/authz/authorizer.ts'
export * as kinds from './resources/generated/kinds.ts'
export type { Node, Pod, Service } from './resources/generated/types.ts'
export { NodePool } from './kubelet/node-pool.ts'
export { plainNodeProfile, type NodeProfile } from './kubelet/node-profile.ts'
export { clusterInventory, type ClusterInventory } from './inventory.ts'
export { createFakeNodes } from './fake-nodes/node-objects.ts'
export { CompactedError, Store } from './etcd/store.ts'
export { tellClusterStory, whoWaits } from './why/cluster-story.ts'
export { resourceName } from './why/resource-name.ts'
export type { Ending, ObjectName, Step, Story } from './why/story.ts'
export type { Subject } from './why/tell-story.ts'
