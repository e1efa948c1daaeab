/** One connection, as bytes come and go; a send resolves when the other end has room for more. */
export interface Duplex {
  readonly input: AsyncIterable<Uint8Array>
  send(chunk: Uint8Array | string): Promise<void>
}

/** The size of the client's terminal, in characters. */
export interface TerminalSize {
  width: number
  height: number
}

/** What a process in a container is connected to while a client is attached to it. */
export interface ProcessStreams {
  /** Ends when the client closes its standard input; empty where none was asked for. */
  readonly stdin: AsyncIterable<Uint8Array>
  stdout(chunk: Uint8Array | string): Promise<void>
  stderr(chunk: Uint8Array | string): Promise<void>
  /** First the size at start, then each change. */
  readonly resize: AsyncIterable<TerminalSize>
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal
}

/** `pods/exec` and `pods/attach`. */
export interface ProcessUpgrade {
  kind: 'process'
  /** Which streams the client asked for and gets. With a terminal there is no stderr. */
  stdin: boolean
  stdout: boolean
  stderr: boolean
  tty: boolean
  /** Runs until the process ends; resolves with the `metav1.Status` that the client's error channel carries: `Success`, or `Failure` with
   *  reason `NonZeroExitCode` and the cause `ExitCode`. */
  run(streams: ProcessStreams): Promise<object>
}

/** `pods/portforward`. */
export interface PortForwardUpgrade {
  kind: 'port-forward'
  /** Ports that the URL names (`?ports=`), which only some clients send; others name the port per connection. */
  ports: readonly number[]
  /** Carries one connection to `port` of the pod until either side ends it; resolves with a sentence when the connection failed. */
  connect(port: number, connection: Duplex & { signal: AbortSignal }): Promise<string | undefined>
}

/** What a response turns into when the client asked to leave HTTP. The server in front picks the wire (WebSocket or SPDY) by what the client offers. */
export type Upgrade = ProcessUpgrade | PortForwardUpgrade
