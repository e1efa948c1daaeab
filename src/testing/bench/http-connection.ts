import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'

/** A server and how to reach it. */
export interface Target extends ConnectionOptions {
  host: string
  port: number
}

/** The part of an answer that a measurement looks at. */
export interface Answer {
  status: number
  body: string
}

/**
 * One kept connection that speaks just enough HTTP/1.1 to load a server: one request at a time, without the costs of a full client,
 * so that what is measured is the server.
 */
export class HttpConnection {
  readonly #socket: TLSSocket
  readonly #host: string
  #received = ''
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  #onText: ((text: string) => void) | undefined

  private constructor(socket: TLSSocket, host: string) {
    this.#socket = socket
    this.#host = host
    // Every answer is ASCII but for few, and lengths are counted in bytes.
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#read(text))
    socket.on('close', () => this.#waiting?.reject(new Error('the server closed the connection')))
    socket.on('error', (error) => this.#waiting?.reject(error))
  }

  /** @throws when the server cannot be reached. */
  static open(target: Target): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ ...target, ALPNProtocols: ['http/1.1'], checkServerIdentity: () => undefined })
      socket.setNoDelay(true)
      socket.once('error', reject)
      socket.once('secureConnect', () => resolve(new HttpConnection(socket, `${target.host}:${target.port}`)))
    })
  }

  /** Sends a request and waits for its whole answer. */
  request(method: string, path: string, body = '', mediaType = 'application/json'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#send(method, path, body, mediaType)
    })
  }

  /** Sends a request whose answer never ends; what follows the head is handed over as it comes, without the marks of chunks. */
  stream(path: string, onText: (text: string) => void): void {
    this.#onText = onText
    this.#send('GET', path, '', '')
  }

  close(): void {
    this.#waiting = undefined
    this.#socket.destroy()
  }

  #send(method: string, path: string, body: string, mediaType: string): void {
    const content = body ? `content-type: ${mediaType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n` : ''
    this.#socket.write(
      `${method} ${path} HTTP/1.1\r\nhost: ${this.#host}\r\nuser-agent: bench\r\naccept: application/json\r\n${content}\r\n${body}`,
    )
  }

  #read(text: string): void {
    if (this.#onText) return this.#onText(text)
    this.#received += text
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.slice(0, end).toLowerCase()
    const body = bodyOf(head, this.#received.slice(end + 4))
    if (body === undefined) return
    this.#received = ''
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status: Number(head.slice(9, 12)), body })
  }
}

/** The body once it is complete. */
function bodyOf(head: string, rest: string): string | undefined {
  const length = /\r\ncontent-length: (\d+)/.exec(head)
  if (length) return rest.length >= Number(length[1]) ? rest.slice(0, Number(length[1])) : undefined
  if (!/\r\ntransfer-encoding: chunked/.test(head)) return ''
  if (!rest.endsWith('0\r\n\r\n')) return undefined
  let body = ''
  for (let at = 0; ;) {
    const line = rest.indexOf('\r\n', at)
    const size = Number.parseInt(rest.slice(at, line), 16)
    if (size === 0) return body
    body += rest.slice(line + 2, line + 2 + size)
    at = line + 4 + size
  }
}
