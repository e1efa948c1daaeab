import type { Writable } from 'node:stream'
import { promisify } from 'node:util'
import { constants, gzip } from 'node:zlib'
import type { ApiResponse } from '#cluster'
import { MAX_BODY_BYTES } from './body.ts'
import type { IncomingRequest } from './exchange.ts'

const compress = promisify(gzip)

/** kube-apiserver compresses answers from this size on, at the fastest level. */
const COMPRESS_FROM_BYTES = 128 * 1024

/** How long a client may leave a stream unread before it is cut off; it will come back and list again. */
const STALL_LIMIT_MS = 60_000

/** The answer to a body over the limit. */
export const TOO_LARGE = refusal(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${MAX_BODY_BYTES}`)

/** The answer to a plain request for something that needs an upgrade. */
export const NOT_UPGRADED = refusal(400, 'BadRequest', 'Upgrade request required')

/** The answer when a handler fails by a bug. */
export const BROKEN = refusal(500, 'InternalError', 'Internal Server Error')

// Refusals of the transport, before the API server sees the request, have the shape of its own.
function refusal(code: number, reason: string, message: string): ApiResponse {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code }
  return { status: code, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(status)}\n` }
}

/** Whether `compressed` would change the answer. */
export function isCompressible(request: IncomingRequest, { body, headers }: ApiResponse): boolean {
  return (
    body !== undefined &&
    body.length >= COMPRESS_FROM_BYTES &&
    headers['content-encoding'] === undefined &&
    /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  )
}

/** The same answer with its body compressed; zlib works on another thread meanwhile. */
export async function compressed(response: ApiResponse): Promise<ApiResponse> {
  const body = await compress(response.body!, { level: constants.Z_BEST_SPEED })
  return { ...response, headers: { ...response.headers, 'content-encoding': 'gzip', vary: 'Accept-Encoding' }, body }
}

/** Writes chunks as they come and ends `out`. What arrives within one turn of the event loop leaves as one record.
 *  A client that reads nothing for `STALL_LIMIT_MS` is cut off. */
export async function writeStream(out: Writable, stream: AsyncIterable<string | Uint8Array>): Promise<void> {
  let corked = false
  const uncork = () => {
    corked = false
    out.uncork()
  }
  for await (const chunk of stream) {
    if (out.destroyed) return
    if (!corked) {
      corked = true
      out.cork()
      process.nextTick(uncork)
    }
    if (!out.write(chunk)) await drained(out)
  }
  // What is still held back goes before the end of the answer, not after it.
  if (corked) uncork()
  out.end()
}

/** Resolves when `out` can take more or is gone. */
export function drained(out: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(stalled)
      out.off('drain', done)
      out.off('close', done)
      resolve()
    }
    const stalled = setTimeout(() => out.destroy(), STALL_LIMIT_MS)
    stalled.unref()
    out.on('drain', done)
    out.on('close', done)
    if (out.destroyed) done()
  })
}
