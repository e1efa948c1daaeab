import { isFileError } from '../../machine/files/file-error.ts'
import { Descriptor } from '../../machine/files/open-file.ts'
import { concat } from '../../machine/files/file-handle.ts'
import { abortable, sink } from '../../machine/streams/devices.ts'
import { ConnectError } from '../../network/connection.ts'
import type { NetworkStack } from '../../network/network-stack.ts'
import { sendRequest } from '../../network/http/http-client.ts'
import { HttpProtocolError } from '../../network/http/http-message.ts'
import type * as types from '../../resources/generated/types.ts'
import { ContainerStartError, type Container } from '../runtime/container.ts'

export interface CheckResult {
  ok: boolean
  /** What follows `probe failed: `. */
  output: string
}

export interface CheckContext {
  container: Container
  spec: types.Container
  /** The pod's address. */
  ip: string
  /** From where network checks are made: the node. */
  from: NetworkStack
  signal: AbortSignal
}

/** Why a check could not be made at all: it says nothing about the container. */
export class ProbeError extends Error {
  override name = 'ProbeError'
}

const MAX_OUTPUT_BYTES = 10_240

/** A handler with what a probe and a hook have in common. */
type Handler = Pick<types.Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'>

/** Runs one check of a probe. @param context.signal aborts it with `Timeout` when it takes too long @throws ProbeError */
export async function check(handler: Handler, context: CheckContext, timeoutSeconds: number): Promise<CheckResult> {
  if (handler.exec) return checkExec(handler.exec.command ?? [], context, timeoutSeconds)
  if (handler.httpGet) return checkHttp(handler.httpGet, context)
  if (handler.tcpSocket)
    return checkTcp(handler.tcpSocket.host ?? context.ip, portNumber(handler.tcpSocket.port, context.spec), context)
  if (handler.grpc) return checkGrpc(handler.grpc.port, context, timeoutSeconds)
  return { ok: true, output: '' }
}

/** Runs a command in the container and collects what it says. */
export async function execInContainer(
  container: Container,
  command: readonly string[],
  signal: AbortSignal,
): Promise<{ code: number; output: string }> {
  const parts: Uint8Array[] = []
  const output = () => new Descriptor(sink('pipe:[1]', (chunk) => void parts.push(chunk)))
  const process = await container.exec(
    command,
    new Map([
      [1, output()],
      [2, output()],
    ]),
  )
  try {
    const { code } = await abortable(process.exited, signal)
    return { code, output: new TextDecoder().decode(concat(parts).subarray(0, MAX_OUTPUT_BYTES)) }
  } catch (error) {
    process.kill('KILL', { fromOutside: true })
    throw error
  }
}

async function checkExec(
  command: readonly string[],
  { container, signal }: CheckContext,
  timeoutSeconds: number,
): Promise<CheckResult> {
  try {
    const { code, output } = await execInContainer(container, command, signal)
    return { ok: code === 0, output }
  } catch (error) {
    if (error instanceof ContainerStartError)
      throw new ProbeError(
        `rpc error: code = Unknown desc = failed to exec in container: failed to start exec "${container.options.host.options.ids.hex(64)}": ${error.execMessage}`,
      )
    if (signal.aborted)
      return { ok: false, output: `command timed out: "${command.join(' ')}" timed out after ${timeoutSeconds}s` }
    throw error
  }
}

async function checkHttp(action: types.HTTPGetAction, { spec, ip, from, signal }: CheckContext): Promise<CheckResult> {
  const host = action.host ?? ip
  const port = portNumber(action.port, spec)
  const scheme = (action.scheme ?? 'HTTP').toLowerCase()
  const path = action.path ?? '/'
  const url = `${scheme}://${host}:${port}${path.startsWith('/') ? path : `/${path}`}`
  try {
    const { status } = await httpGet(
      from,
      { ip: host, port },
      { path, tls: scheme === 'https', headers: action.httpHeaders ?? [], host: `${host}:${port}` },
      signal,
    )
    const ok = status >= 200 && status < 400
    return { ok, output: ok ? '' : `HTTP probe failed with statuscode: ${status}` }
  } catch (error) {
    if (signal.aborted)
      return {
        ok: false,
        output: `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
      }
    // The only reset there is: the server speaks HTTP where TLS is wanted.
    if (error instanceof ConnectError && error.code === 'ECONNRESET')
      return { ok: false, output: `Get "${url}": http: server gave HTTP response to HTTPS client` }
    if (error instanceof ConnectError) return { ok: false, output: `Get "${url}": ${error.toGoText()}` }
    if (error instanceof HttpProtocolError || isFileError(error)) return { ok: false, output: `Get "${url}": EOF` }
    throw error
  }
}

/** One GET of the kubelet's. @throws ConnectError, HttpProtocolError */
export async function httpGet(
  from: NetworkStack,
  address: { ip: string; port: number },
  { path, tls, headers, host }: { path: string; tls: boolean; headers: readonly types.HTTPHeader[]; host: string },
  signal: AbortSignal,
): Promise<{ status: number }> {
  const connection = await from.network.connect(from, address, { tls, signal })
  try {
    const given = headers.map(({ name, value }) => [name, value] as const)
    const names = new Set(given.map(([name]) => name.toLowerCase()))
    const standard = [
      ['Host', host] as const,
      ['User-Agent', 'kube-probe/1.35'] as const,
      ['Accept', '*/*'] as const,
      ['Connection', 'close'] as const,
    ]
    const target = path.startsWith('/') ? path : `/${path}`
    return await sendRequest(
      connection,
      { method: 'GET', target, headers: [...standard.filter(([name]) => !names.has(name.toLowerCase())), ...given] },
      signal,
    )
  } finally {
    connection.close()
  }
}

async function checkTcp(ip: string, port: number, { from, signal }: CheckContext): Promise<CheckResult> {
  try {
    const connection = await from.network.connect(from, { ip, port }, { signal })
    connection.close()
    return { ok: true, output: '' }
  } catch (error) {
    if (signal.aborted) return { ok: false, output: `dial tcp ${ip}:${port}: i/o timeout` }
    if (error instanceof ConnectError) return { ok: false, output: error.toGoText() }
    throw error
  }
}

/** Differs: a server that listens at the port counts as healthy; the health protocol itself is not spoken. */
async function checkGrpc(port: number, context: CheckContext, timeoutSeconds: number): Promise<CheckResult> {
  const { ok } = await checkTcp(context.ip, port, context)
  return {
    ok,
    output: ok
      ? ''
      : `timeout: failed to connect service "${context.ip}:${port}" within ${timeoutSeconds}s: context deadline exceeded`,
  }
}

/** A port by number or by the name that the container gives it. @throws ProbeError for a name that it does not give */
export function portNumber(port: number | string, spec: types.Container): number {
  if (typeof port === 'number') return port
  const named = spec.ports?.find(({ name }) => name === port)?.containerPort
  if (named !== undefined) return named
  if (!/^\d+$/.test(port)) throw new ProbeError(`strconv.Atoi: parsing "${port}": invalid syntax`)
  return Number(port)
}
