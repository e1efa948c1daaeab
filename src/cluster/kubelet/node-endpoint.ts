import type { ApiRequest, ApiResponse } from '../apiserver/http.ts'
import type { Duplex, ProcessStreams } from '../apiserver/upgrade.ts'

/** Names one container of a pod. */
export interface ContainerRef {
  namespace: string
  pod: string
  container: string
}

/** What of a container's log is asked for; the parameters of `GET …/pods/NAME/log`. */
export interface LogQuery extends ContainerRef {
  /** Goes on until the container ends. */
  follow?: boolean
  /** The log of the instance before the current one. */
  previous?: boolean
  tailLines?: number
  sinceSeconds?: number
  /** RFC 3339. */
  sinceTime?: string
  timestamps?: boolean
  limitBytes?: number
  /** Aborts when the reader is gone. */
  signal: AbortSignal
}

/** What of a process a client wants to be connected to. With a terminal there is no stderr. */
export interface AttachRequest extends ContainerRef {
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
}

export interface ExecRequest extends AttachRequest {
  command: readonly string[]
}

/** Connects a process that was found to its client; resolves with the `metav1.Status` of its end. */
export type RunProcess = (streams: ProcessStreams) => Promise<object>

/** Carries one connection to a port of the pod until either side ends it; resolves with a sentence when it failed. */
export type ForwardPort = (port: number, connection: Duplex & { signal: AbortSignal }) => Promise<string | undefined>

/**
 * What a kubelet serves at its port 10250. The API server is its client.
 * All methods reject with `StatusError`; nothing is started before they resolve.
 */
export interface NodeEndpoint {
  logs(query: LogQuery): Promise<AsyncIterable<Uint8Array>>
  exec(request: ExecRequest): Promise<RunProcess>
  attach(request: AttachRequest): Promise<RunProcess>
  portForward(pod: { namespace: string; pod: string }): Promise<ForwardPort>
  /** Anything else: `/healthz`, `/metrics`, `/pods`, `/stats/summary`, `/logs/…`. `path` begins behind `/proxy`. */
  request(request: ApiRequest): Promise<ApiResponse>
}

/** The kubelets that can be reached. */
export interface NodeEndpoints {
  /** `undefined` when nothing answers at the node's port. */
  endpoint(nodeName: string): NodeEndpoint | undefined
}
