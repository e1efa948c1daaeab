import type { Duplex } from 'node:stream'
import { drained } from '../respond.ts'
import type { Channel } from './channel.ts'
import { createQueue, type Queue } from './queue.ts'
import {
  controlFrame,
  dataFrame,
  FLAG_FIN,
  createFrameReader,
  GOAWAY,
  PING,
  RST_STREAM,
  SYN_REPLY,
  SYN_STREAM,
  uint32,
  type Frame,
} from './spdy-frames.ts'
import { createHeaderCodec } from './spdy-headers.ts'

/** The server's end of a SPDY/3.1 session. */
export interface SpdySession {
  /** The streams that the client opens; ends with the connection. */
  readonly channels: AsyncIterable<Channel>
  /** Ends every stream and the connection, when all that was written has left. */
  close(): Promise<void>
}

/** Speaks SPDY/3.1 on `wire`, a socket or a WebSocket seen as one. Like the library of Kubernetes' clients it knows no flow control
 *  of its own: the wire's counts for all streams together. */
export function openSpdySession(wire: Duplex): SpdySession {
  const codec = createHeaderCodec()
  const accepted = createQueue<Channel>()
  const open = new Map<number, { input: Queue<Uint8Array>; stream: Channel }>()

  const write = async (frame: Buffer) => {
    if (!wire.destroyed && !wire.writableEnded && !wire.write(frame)) await drained(wire)
  }

  async function accept({ payload, flags }: Frame): Promise<void> {
    const id = payload.readUInt32BE(0)
    const headers = await codec.decode(payload.subarray(10))
    const input = createQueue<Uint8Array>()
    let ended = false
    const stream: Channel = {
      headers,
      readable: input,
      write: (data) => (ended ? Promise.resolve() : write(dataFrame(id, data))),
      end() {
        if (ended) return
        ended = true
        void write(dataFrame(id, Buffer.alloc(0), FLAG_FIN))
      },
    }
    open.set(id, { input, stream })
    if (flags & FLAG_FIN) input.end()
    await write(controlFrame(SYN_REPLY, Buffer.concat([uint32(id), await codec.encode({})])))
    await accepted.push(stream)
  }

  async function receive(frame: Frame): Promise<void> {
    const { type, stream, payload, flags } = frame
    if (stream !== undefined) {
      const input = open.get(stream)?.input
      if (payload.length > 0) await input?.push(payload)
      if (flags & FLAG_FIN) input?.end()
    } else if (type === SYN_STREAM) await accept(frame)
    else if (type === RST_STREAM) {
      const id = payload.readUInt32BE(0)
      open.get(id)?.input.end()
      open.delete(id)
    } else if (type === PING) await write(controlFrame(PING, payload))
    else if (type === GOAWAY) accepted.end()
  }

  async function readAll(): Promise<void> {
    const read = createFrameReader()
    try {
      for await (const chunk of wire as AsyncIterable<Buffer>) {
        for (const frame of read(chunk)) await receive(frame)
      }
    } catch {
      // The client broke off or does not speak SPDY: the session is over either way, and its user learns it by the streams' end.
      wire.destroy()
    }
    accepted.end()
    for (const { input } of open.values()) input.end()
    codec.close()
  }
  void readAll()

  return {
    channels: accepted,
    async close() {
      for (const { stream } of open.values()) stream.end()
      await new Promise<void>((resolve) => (wire.destroyed ? resolve() : wire.end(resolve)))
    },
  }
}
