import { sleep } from '#base'
import { isFileError } from '../machine/files/file-error.ts'
import { ConnectError } from '../network/connection.ts'
import { HttpProtocolError } from '../network/http/http-message.ts'
import type * as types from '../resources/generated/types.ts'
import { execInContainer, httpGet, portNumber, type CheckContext } from './probes/check.ts'
import { ContainerStartError } from './runtime/container.ts'

/** Runs a `postStart` or `preStop` hook. @returns whether it went well */
export async function runHook(handler: types.LifecycleHandler, context: CheckContext): Promise<boolean> {
  const { container, spec, ip, from, signal } = context
  try {
    if (handler.exec) return (await execInContainer(container, handler.exec.command ?? [], signal)).code === 0
    if (handler.sleep) await sleep(container.options.host.options.clock, handler.sleep.seconds * 1000, signal)
    if (handler.httpGet) {
      const { host = ip, path = '/', scheme = 'HTTP', httpHeaders = [] } = handler.httpGet
      const port = portNumber(handler.httpGet.port, spec)
      // Any answer will do: that the server was told is what counts.
      await httpGet(
        from,
        { ip: host, port },
        { path, tls: scheme === 'HTTPS', headers: httpHeaders, host: `${host}:${port}` },
        signal,
      )
    }
    return true
  } catch (error) {
    const expected =
      error instanceof ContainerStartError ||
      error instanceof ConnectError ||
      error instanceof HttpProtocolError ||
      isFileError(error)
    if (expected || signal.aborted) return false
    throw error
  }
}
