import type { WebSocket } from 'ws'
import type { Upgrade } from '#cluster'
import type { Channel } from './channel.ts'
import { createQueue, type Queue } from './queue.ts'
import { channelsOf } from './run-upgrade.ts'

/** Client to server, `v5.channel.k8s.io` only: the channel in the next byte gets nothing more. */
const CLOSE_CHANNEL = 255

const NUMBERS = ['stdin', 'stdout', 'stderr', 'error', 'resize']

/** Opens the numbered channels of a WebSocket: each binary message is one byte with the channel's number, then data. */
export async function* openChannels(webSocket: WebSocket, upgrade: Upgrade): AsyncGenerator<Channel> {
  const inputs = new Map<number, Queue<Uint8Array>>()

  const send = (channel: number, data: Uint8Array) =>
    new Promise<void>((resolve) => {
      if (webSocket.readyState !== webSocket.OPEN) return resolve()
      const message = Buffer.allocUnsafe(data.length + 1)
      message[0] = channel
      message.set(data, 1)
      // An error means that the client is gone, which the abort signal tells.
      webSocket.send(message, () => resolve())
    })

  const open = (channel: number, headers: Record<string, string>): Channel => {
    const input = createQueue<Uint8Array>()
    inputs.set(channel, input)
    return { headers, readable: input, write: (data) => send(channel, data), end: () => {} }
  }

  webSocket.on('message', (message: Buffer) => {
    if (message[0] === CLOSE_CHANNEL) return inputs.get(message[1]!)?.end()
    const input = inputs.get(message[0]!)
    if (message.length < 2 || !input) return
    webSocket.pause()
    void input.push(message.subarray(1)).then(() => webSocket.resume())
  })
  webSocket.on('close', () => {
    for (const input of inputs.values()) input.end()
  })

  if (upgrade.kind === 'process') {
    const streams = channelsOf(upgrade).map((streamtype) => open(NUMBERS.indexOf(streamtype), { streamtype }))
    // Verbatim: an empty message on the lowest channel that the server writes tells the client that the connection stands.
    await send(upgrade.stdout ? 1 : upgrade.stderr ? 2 : 3, new Uint8Array())
    yield* streams
  } else {
    for (const [index, port] of upgrade.ports.entries()) {
      const ids = { port: String(port), requestid: String(index) }
      const data = open(2 * index, { ...ids, streamtype: 'data' })
      const error = open(2 * index + 1, { ...ids, streamtype: 'error' })
      // Verbatim: each channel begins with its port, two bytes, least significant first.
      const portBytes = Uint8Array.of(port & 0xff, port >> 8)
      await data.write(portBytes)
      await error.write(portBytes)
      yield error
      yield data
    }
  }
}
