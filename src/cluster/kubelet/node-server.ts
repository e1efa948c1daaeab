import { badRequest, notFound } from '../apimachinery/errors.ts'
import type { ProcessStreams } from '../apiserver/upgrade.ts'
import { Descriptor } from '../machine/files/open-file.ts'
import { abortable, nullDevice, sink, sourceFile } from '../machine/streams/devices.ts'
import { Terminal } from '../machine/streams/terminal.ts'
import { ConnectError } from '../network/connection.ts'
import type { ContainerRecord } from './container-record.ts'
import type { KubeletContext } from './kubelet-context.ts'
import type {
  AttachRequest,
  ContainerRef,
  ExecRequest,
  ForwardPort,
  LogQuery,
  NodeEndpoint,
  RunProcess,
} from './node-endpoint.ts'
import type { NodeProfile } from './node-profile.ts'
import { serveNodePath } from './node-paths.ts'
import type { PodWorker } from './pod-worker.ts'
import { ContainerStartError, type Container } from './runtime/container.ts'

export interface NodeServerOptions {
  context: KubeletContext
  workers: () => readonly PodWorker[]
  profile: NodeProfile
}

const PULL_TEXTS: Readonly<Record<string, string>> = {
  ErrImagePull: "image can't be pulled",
  ImagePullBackOff: 'trying and failing to pull image',
}
const SUCCESS = { metadata: {}, status: 'Success' }

/** What the kubelet serves at its port. */
export function createNodeServer({ context, workers, profile }: NodeServerOptions): NodeEndpoint {
  const findWorker = (namespace: string, name: string): PodWorker => {
    const worker = workers().find(({ pod }) => pod.metadata.name === name && pod.metadata.namespace === namespace)
    if (!worker) throw notFound({ group: '', plural: 'pods' }, name)
    return worker
  }
  const findRecord = ({ namespace, pod, container }: ContainerRef): ContainerRecord | undefined =>
    findWorker(namespace, pod).record(container)
  const findRunning = (reference: ContainerRef): Container | undefined => {
    const container = findRecord(reference)?.current
    return container?.running ? container : undefined
  }

  return {
    logs: async (query) => readLogs(findWorker(query.namespace, query.pod), query, context.clock.now()),
    exec: async (request) => runExec(findRunning(request), request),
    attach: async (request) => runAttach(findRunning(request), request, findRecord(request)),
    portForward: async ({ namespace, pod }) => forwardPort(findWorker(namespace, pod)),
    request: (request) =>
      serveNodePath(request, {
        context,
        workers: workers(),
        profile,
        readLogs: (worker, query) => readLogs(worker, query, context.clock.now()),
      }),
  }
}

/** @throws StatusError BadRequest when there is no such log (yet) */
function readLogs(worker: PodWorker, query: LogQuery, nowMs: number): AsyncIterable<Uint8Array> {
  const hasInit = (worker.pod.spec?.initContainers?.length ?? 0) > 0
  const container = chooseInstance(worker.record(query.container), query, hasInit)
  const {
    sinceSeconds,
    sinceTime,
    previous: _previous,
    namespace: _namespace,
    pod: _pod,
    container: _container,
    ...options
  } = query
  const sinceMs =
    sinceSeconds === undefined ? (sinceTime === undefined ? 0 : Date.parse(sinceTime)) : nowMs - sinceSeconds * 1000
  if (container && worker.removed) return line(`unable to retrieve container logs for containerd://${container.id}`)
  return container ? container.log.read({ ...options, sinceMs }) : nothing()
}

function chooseInstance(
  record: ContainerRecord | undefined,
  { pod, container, previous }: LogQuery,
  hasInit: boolean,
): Container | undefined {
  const where = `container "${container}" in pod "${pod}"`
  if (!record) throw badRequest(`${where} is not available`)
  const waitsForRestart = record.waiting !== undefined && record.terminated !== undefined
  if (previous) {
    const instance = waitsForRestart ? record.current : record.previous
    if (!instance) throw badRequest(`previous terminated ${where} not found`)
    return instance
  }
  if (record.current) return record.current
  if (record.terminated) return undefined
  const { reason = 'ContainerCreating' } = record.toStatus(hasInit).state?.waiting ?? {}
  throw badRequest(`${where} is waiting to start: ${PULL_TEXTS[reason] ?? reason}`)
}

async function* line(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An instance that is gone with its node has left no log.
}

function runExec(container: Container | undefined, request: ExecRequest): RunProcess {
  return async (streams) => {
    if (!container) return failure(`unable to upgrade connection: container not found ("${request.container}")`)
    const terminal = request.tty
      ? new Terminal({ output: (chunk) => streams.stdout(chunk), signal: (signal) => process?.kill(signal) })
      : undefined
    let process: Awaited<ReturnType<Container['exec']>> | undefined
    try {
      process = await container.exec(
        request.command,
        terminal ? terminalDescriptors(terminal) : pipeDescriptors(request, streams),
        request.tty,
      )
    } catch (error) {
      if (!(error instanceof ContainerStartError)) throw error
      const id = container.options.host.options.ids.hex(64)
      return failure(
        `Internal error occurred: error executing command in container: failed to exec in container: failed to start exec "${id}": ${error.execMessage}`,
      )
    }
    if (terminal) void feedTerminal(terminal, streams)
    streams.signal.addEventListener('abort', () => terminal?.hangUp(), { once: true })
    return statusOf(process.exited, streams)
  }
}

/** How the process ended; success when the client left before, who hears nothing of it any more. */
async function statusOf(exited: Promise<{ code: number }>, { signal }: ProcessStreams): Promise<object> {
  try {
    const { code } = await abortable(exited, signal)
    return code === 0 ? SUCCESS : exitFailure(code)
  } catch (error) {
    if (signal.aborted) return SUCCESS
    throw error
  }
}

function terminalDescriptors(terminal: Terminal): Map<number, Descriptor> {
  const file = new Descriptor(terminal.file())
  return new Map([
    [0, file],
    [1, file.retain()],
    [2, file.retain()],
  ])
}

function pipeDescriptors({ stdin, stdout, stderr }: AttachRequest, streams: ProcessStreams): Map<number, Descriptor> {
  const output = (wanted: boolean, write: (chunk: Uint8Array) => Promise<void>, path: string) =>
    new Descriptor(wanted ? sink(path, write) : nullDevice)
  return new Map([
    [0, new Descriptor(stdin ? sourceFile('pipe:[0]', streams.stdin) : nullDevice)],
    [1, output(stdout, (chunk) => streams.stdout(chunk), 'pipe:[1]')],
    [2, output(stderr, (chunk) => streams.stderr(chunk), 'pipe:[2]')],
  ])
}

async function feedTerminal(terminal: Terminal, streams: ProcessStreams): Promise<void> {
  const resizing = (async () => {
    for await (const { width, height } of streams.resize) {
      terminal.columns = width
      terminal.rows = height
    }
  })()
  try {
    for await (const chunk of streams.stdin) await terminal.type(chunk)
  } finally {
    await resizing
  }
}

function runAttach(
  container: Container | undefined,
  request: AttachRequest,
  record: ContainerRecord | undefined,
): RunProcess {
  return async (streams) => {
    if (!container)
      return failure(
        `unable to upgrade connection: container ${request.container} not found in pod ${request.pod}_${request.namespace}`,
      )
    const stop = container.watch((stream, chunk) => {
      if (stream === 'stdout' || request.tty) void streams.stdout(chunk)
      else if (request.stderr) void streams.stderr(chunk)
    })
    try {
      if (request.stdin) void feedContainer(container, streams, record?.spec.stdinOnce ?? false)
      // Whoever watches hears that it ended, not how.
      return await statusOf(
        container.ended!.then(() => ({ code: 0 })),
        streams,
      )
    } finally {
      stop()
    }
  }
}

async function feedContainer(container: Container, streams: ProcessStreams, once: boolean): Promise<void> {
  const { terminal, stdin } = container
  if (terminal) return feedTerminal(terminal, streams)
  for await (const chunk of streams.stdin) await stdin?.write(chunk)
  if (once) stdin?.closeWriter()
}

function forwardPort(worker: PodWorker): ForwardPort {
  return async (port, connection) => {
    const { sandbox } = worker
    const refused = (reason: string) =>
      `error forwarding port ${port} to pod ${sandbox?.id ?? ''}, uid : failed to execute portforward in network namespace "/var/run/netns/cni-${worker.pod.metadata.uid}": failed to connect to localhost:${port} inside namespace "${sandbox?.id ?? ''}", IPv4: dial tcp4 127.0.0.1:${port}: ${reason} IPv6 dial tcp6 [::1]:${port}: ${reason}`
    if (!sandbox) return refused('connect: connection refused')
    const { stack } = sandbox
    let inner
    try {
      inner = await stack.network.connect(stack, { ip: '127.0.0.1', port }, { signal: connection.signal })
    } catch (error) {
      if (error instanceof ConnectError) return refused('connect: connection refused')
      throw error
    }
    const target = inner
    const sending = (async () => {
      for await (const chunk of connection.input) await target.write(chunk, connection.signal)
      target.end()
    })()
    // Whoever ends it first ends it for both.
    sending.catch(() => target.close())
    for await (const chunk of target.chunks(connection.signal)) await connection.send(chunk)
    target.close()
    return undefined
  }
}

function failure(message: string): object {
  return {
    metadata: {},
    status: 'Failure',
    message: `Internal error occurred: ${message}`,
    reason: 'InternalError',
    details: { causes: [{ message }] },
    code: 500,
  }
}

function exitFailure(code: number): object {
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${code}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(code) }] },
  }
}
