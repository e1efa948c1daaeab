import type { KubeletContext } from './kubelet-context.ts'
import type { LogQuery } from './node-endpoint.ts'
import type { NodeProfile } from './node-profile.ts'
import type { PodWorker } from './pod-worker.ts'

/** What the paths of a kubelet's server read. */
export interface NodePathContext {
  context: KubeletContext
  workers: readonly PodWorker[]
  profile: NodeProfile
  readLogs(worker: PodWorker, query: LogQuery): AsyncIterable<Uint8Array>
}
