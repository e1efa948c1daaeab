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
export type { Component } from './component.ts'
export type { Client, UserInfo } from './client/client.ts'
export { createFakeNodes } from './fake-nodes/node-objects.ts'
