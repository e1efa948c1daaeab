import { once } from 'node:events'
import { stripVTControlCharacters } from 'node:util'
import { WebSocket } from 'ws'
import {
  ClientFrame,
  formatFrame,
  packData,
  parseFrame,
  ServerFrame,
  SOCKET_PATH,
  unpackData,
  type Outgoing,
} from '../../sandbox/protocol.ts'

type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>

/** What a browser's page does, without a browser. */
export interface Page {
  readonly socket: WebSocket
  /** Frames that came, oldest first. */
  readonly frames: ServerFrame[]
  /** All that a terminal showed, without escape sequences and carriage returns. */
  text(terminal?: number): string
  send(frame: Outgoing<ClientFrame>): void
  /** Waits for a frame of a type, one that came already included. */
  frame<Type extends ServerFrame['type']>(type: Type, fits?: (frame: FrameOf<Type>) => boolean): Promise<FrameOf<Type>>
  type(text: string, terminal?: number): void
  /** Waits until a terminal has shown what `pattern` describes since `from`. */
  shows(pattern: RegExp, options?: { terminal?: number; from?: number; timeoutMs?: number }): Promise<void>
  /** Opens a terminal and waits for its prompt. */
  open(terminal?: number): Promise<void>
  close(): Promise<void>
}

/** Connects as the page of a course and says hello. */
export async function openPage(url: string, cookie: string, page: string, scenario?: string): Promise<Page> {
  const socket = connect(url, { cookie })
  await once(socket, 'open')
  const opened = wrap(socket)
  opened.send({ type: 'hello', page, ...(scenario !== undefined && { scenario }) })
  await opened.frame('welcome')
  return opened
}

/** A WebSocket as a browser opens it. */
export function connect(url: string, headers: Record<string, string>): WebSocket {
  const target = new URL(SOCKET_PATH, url)
  target.protocol = 'ws:'
  return new WebSocket(target, { headers: { origin: new URL(url).origin, ...headers } })
}

function wrap(socket: WebSocket): Page {
  const frames: ServerFrame[] = []
  const screens = new Map<number, string>()
  const waiting = new Set<() => void>()
  socket.on('message', (message: Buffer, isBinary: boolean) => {
    if (isBinary) {
      const { terminal, bytes } = unpackData(message)
      screens.set(terminal, (screens.get(terminal) ?? '') + Buffer.from(bytes).toString('utf8'))
      page.send({ type: 'terminal.ack', terminal, bytes: bytes.length })
    } else frames.push(parseFrame(ServerFrame, message.toString('utf8')))
    for (const look of waiting) look()
  })

  function until<T>(what: () => string, find: () => T | undefined, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        end()
        resolve(found)
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`${timeoutMs} ms without ${what()}`))
      }, timeoutMs)
      const end = () => {
        clearTimeout(timer)
        waiting.delete(look)
      }
      waiting.add(look)
      look()
    })
  }

  const page: Page = {
    socket,
    frames,
    text: (terminal = 0) => stripVTControlCharacters(screens.get(terminal) ?? '').replaceAll('\r', ''),
    send: (frame) => socket.send(formatFrame(frame)),
    frame: <Type extends ServerFrame['type']>(type: Type, fits: (frame: FrameOf<Type>) => boolean = () => true) =>
      until(
        () => `${type}; the last frame was ${JSON.stringify(frames.at(-1))}`,
        () => frames.find((frame): frame is FrameOf<Type> => frame.type === type && fits(frame as FrameOf<Type>)),
        20_000,
      ),
    type: (text, terminal = 0) => socket.send(packData(terminal, Buffer.from(text))),
    async shows(pattern, { terminal = 0, from = 0, timeoutMs = 20_000 } = {}) {
      const shown = () => page.text(terminal).slice(from)
      await until(
        () => `${pattern} in ${JSON.stringify(shown().slice(-500))}`,
        () => (pattern.test(shown()) ? true : undefined),
        timeoutMs,
      )
    },
    async open(terminal = 0) {
      page.send({ type: 'terminal.open', terminal, cols: 100, rows: 30 })
      await page.shows(/\$ $/, { terminal })
    },
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return
      socket.close()
      await once(socket, 'close')
    },
  }
  return page
}
