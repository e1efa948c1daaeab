import { sleep } from '#base'
import type { NetworkStack } from '../network-stack.ts'
import { decodeMessage, encodeMessage, type DnsMessage, type DnsQuestion } from './message.ts'

const DNS_PORT = 53
const TIMEOUT_MS = 5000

/** Asks one server one question. `undefined` when nobody answers in time, or nobody is there to. */
export async function exchange(
  from: NetworkStack,
  server: string,
  question: DnsQuestion,
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<DnsMessage | undefined> {
  const { clock, ids } = from.network
  const id = Math.floor(ids.random() * 65_536)
  const query: DnsMessage = {
    id,
    response: false,
    authoritative: false,
    recursionDesired: true,
    recursionAvailable: false,
    code: 'NOERROR',
    questions: [question],
    answers: [],
    authority: [],
    additional: [],
  }
  const answered = Promise.withResolvers<DnsMessage | undefined>()
  const socket = from.bind(0, (payload) => {
    const message = decodeMessage(payload)
    if (message.id === id) answered.resolve(message)
  })
  const done = new AbortController()
  try {
    const outcome = from.network.send(from, socket.port, { ip: server, port: DNS_PORT }, encodeMessage(query))
    if (outcome === 'refused') return undefined
    const signal = options.signal ? AbortSignal.any([options.signal, done.signal]) : done.signal
    const timeout = sleep(clock, options.timeoutMs ?? TIMEOUT_MS, signal).then(() => undefined)
    return await Promise.race([answered.promise, timeout])
  } finally {
    socket.close()
    done.abort()
  }
}
