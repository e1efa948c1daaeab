import type { Readable } from 'node:stream'

/** The largest request body, as in kube-apiserver. */
export const MAX_BODY_BYTES = 3 * 1024 * 1024

/** How much more is read and dropped, so that a client gets to see that it sent too much; past that it is cut off. */
const DRAIN_BYTES = 64 * 1024 * 1024

/** Reads a request's body; null when it is larger than allowed.
 *  @throws when the client breaks off. */
export function readBody(incoming: Readable): Promise<Uint8Array | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk)
      else if (bytes > DRAIN_BYTES) incoming.destroy(new Error('the request never ends'))
    })
    incoming.on('end', () => {
      if (bytes > MAX_BODY_BYTES) resolve(null)
      else resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, bytes))
    })
    incoming.on('error', reject)
    // It closes after each end, too, and an error is dear.
    incoming.on('close', () => incoming.readableEnded || reject(new Error('the request broke off')))
  })
}
