import type { UserInfo } from '../client/client.ts'
import type { Upgrade } from './upgrade.ts'

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
  /** The subject of a client certificate that the cluster's CA signed, and the certificate's digest in hexadecimal. */
  certificate?: { commonName: string; organizations: readonly string[]; sha256: string }
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
