/** One stream of an upgraded connection, whatever the wire. */
export interface Channel {
  /** `streamtype` is `stdin`, `stdout`, `stderr`, `error`, `resize` or `data`; `port` and `requestid` go with port-forwarding. */
  readonly headers: Readonly<Record<string, string>>
  /** Ends when the client half-closes it, or is gone. */
  readonly readable: AsyncIterable<Uint8Array>
  /** Resolves when the wire can take more. */
  write(data: Uint8Array): Promise<void>
  end(): void
}
