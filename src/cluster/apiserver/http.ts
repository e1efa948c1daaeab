import type { UserInfo } from '../client/client.ts'

/** One HTTP request as a transport hands it over; names of headers are lower case. */
export interface ApiRequest {
  method: string
  /** Without the query, as sent. */
  path: string
  /** Without the `?`, as sent. */
  query: string
  headers: Readonly<Record<string, string | undefined>>
  /** Absent when there is none. At most 3 MiB: the transport refuses more with `requestTooLarge`. */
  body?: Uint8Array
  /** The subject of a client certificate that the cluster's CA signed. */
  certificate?: { commonName: string; organizations: readonly string[] }
  /** Known by the transport (a loopback client of the same process); wins over credentials. */
  user?: UserInfo
  /** Aborts when the client goes away. */
  signal: AbortSignal
}

/** The answer; exactly one of `body`, `stream` and `upgrade` is there. */
export interface ApiResponse {
  status: number
  headers: Record<string, string | string[]>
  body?: string | Uint8Array
  /** Written as it comes (watch, logs); ends the answer when it ends. Each chunk is flushed. */
  stream?: AsyncIterable<string | Uint8Array>
  upgrade?: Upgrade
}

/**
 * A connection that leaves HTTP (exec, attach, port-forward). The transport speaks WebSocket (v4/v5.channel.k8s.io, the SPDY tunnel)
 * or SPDY/3.1; the cluster sees byte streams with headers: `streamtype` is `stdin`, `stdout`, `stderr`, `error`, `resize` or `data`,
 * `port` and `requestid` go with port-forwarding. For remote commands over WebSocket the transport opens the streams that the query asks for.
 */
export interface Upgrade {
  kind: 'remotecommand' | 'portforward'
  /** The streams to open where the protocol numbers them: the remote command's `stdin`, `stdout`, `stderr`, `tty` of the query. */
  wants: { stdin: boolean; stdout: boolean; stderr: boolean; tty: boolean; ports: readonly number[] }
  /** Serves the connection until it ends; the transport closes it then. */
  run(streams: AsyncIterable<UpgradedStream>, signal: AbortSignal): Promise<void>
}

/** One stream of an upgraded connection. */
export interface UpgradedStream {
  headers: Readonly<Record<string, string>>
  /** Ends when the client half-closes it. */
  readable: AsyncIterable<Uint8Array>
  /** Resolves when the transport can take more. */
  write(data: Uint8Array): Promise<void>
  end(): void
}
