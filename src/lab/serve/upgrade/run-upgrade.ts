import type { PortForwardUpgrade, ProcessUpgrade, TerminalSize, Upgrade } from '#cluster'
import type { Channel } from './channel.ts'

/** Serves an upgraded connection whose channels come in one by one, until it ends. */
export function runUpgrade(upgrade: Upgrade, channels: AsyncIterable<Channel>, signal: AbortSignal): Promise<void> {
  return upgrade.kind === 'process' ? runProcess(upgrade, channels, signal) : runPorts(upgrade, channels, signal)
}

/** The channels that a process needs before it can start. */
export function channelsOf({ stdin, stdout, stderr, tty }: ProcessUpgrade): string[] {
  const wanted = { error: true, stdin, stdout, stderr: stderr && !tty, resize: tty }
  return Object.entries(wanted).flatMap(([streamtype, on]) => (on ? [streamtype] : []))
}

async function runProcess(
  upgrade: ProcessUpgrade,
  channels: AsyncIterable<Channel>,
  signal: AbortSignal,
): Promise<void> {
  const byType = new Map<string, Channel>()
  const missing = new Set(channelsOf(upgrade))
  for await (const channel of channels) {
    const type = channel.headers['streamtype'] ?? ''
    byType.set(type, channel)
    missing.delete(type)
    if (missing.size === 0) break
  }
  // The client left before it had opened everything.
  if (missing.size > 0) return

  const output = (type: string) => async (chunk: Uint8Array | string) => byType.get(type)?.write(bytesOf(chunk))
  const status = await upgrade.run({
    stdin: byType.get('stdin')?.readable ?? NOTHING,
    stdout: output('stdout'),
    stderr: output('stderr'),
    resize: sizes(byType.get('resize')?.readable ?? NOTHING),
    signal,
  })
  await byType.get('error')!.write(bytesOf(JSON.stringify(status)))
  for (const channel of byType.values()) channel.end()
}

async function runPorts(
  upgrade: PortForwardUpgrade,
  channels: AsyncIterable<Channel>,
  signal: AbortSignal,
): Promise<void> {
  const halves = new Map<string, Channel>()
  const running = new Set<Promise<void>>()
  for await (const channel of channels) {
    const id = channel.headers['requestid'] ?? ''
    const other = halves.get(id)
    if (!other) {
      halves.set(id, channel)
      continue
    }
    halves.delete(id)
    const [data, error] = channel.headers['streamtype'] === 'data' ? [channel, other] : [other, channel]
    const connection = carry(upgrade, data, error, signal).finally(() => running.delete(connection))
    running.add(connection)
  }
  await Promise.all(running)
}

async function carry(upgrade: PortForwardUpgrade, data: Channel, error: Channel, signal: AbortSignal): Promise<void> {
  const failure = await upgrade.connect(Number(data.headers['port']), {
    input: data.readable,
    send: (chunk) => data.write(bytesOf(chunk)),
    signal,
  })
  if (failure !== undefined) await error.write(bytesOf(failure))
  data.end()
  error.end()
}

async function* sizes(messages: AsyncIterable<Uint8Array>): AsyncGenerator<TerminalSize> {
  for await (const message of messages) {
    // Each message is one JSON object, as kubectl writes them; what is not such an object changes nothing.
    const size = /"Width":(\d+).*"Height":(\d+)/.exec(Buffer.from(message).toString())
    if (size) yield { width: Number(size[1]), height: Number(size[2]) }
  }
}

const bytesOf = (chunk: Uint8Array | string): Uint8Array => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk)

const NOTHING: AsyncIterable<never> = {
  async *[Symbol.asyncIterator]() {},
}
