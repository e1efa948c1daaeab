import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { formatFrame } from '../../sandbox/protocol.ts'
import { createConnection, type ConnectionState } from './connection.ts'

let isReachable = false
let isFailing = false
/** The network: a socket opens and is welcomed, or is closed, in the next turn. */
class FakeSocket extends EventTarget {
  readyState = 1
  binaryType = ''
  constructor() {
    super()
    setTimeout(() => {
      if (isFailing) this.dispatchEvent(new Event('open'))
      if (isReachable) this.#welcome()
      else this.drop()
    }, 1)
  }
  send() {}
  close() {}
  drop() {
    this.dispatchEvent(Object.assign(new Event('close'), { code: 1006 }))
  }
  #welcome() {
    const lab = { id: 'a/empty-account', scenario: 'empty-account', state: 'same' as const, clusters: [] }
    const data = formatFrame({ type: 'welcome', session: 'a', lab, backend: 'b', terminals: [] })
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}
const sockets: FakeSocket[] = []

beforeEach(() => {
  isReachable = isFailing = false
  vi.useFakeTimers()
  const open = () => {
    const socket = new FakeSocket()
    sockets.push(socket)
    return socket
  }
  vi.stubGlobal(
    'WebSocket',
    Object.assign(
      vi.fn(function WebSocket() {
        return open()
      }),
      { OPEN: 1 },
    ),
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function connect() {
  const states: ConnectionState[] = []
  const ignore = () => {}
  const hello = () => ({ type: 'hello', page: 'p' }) as const
  const onState = (state: ConnectionState) => void states.push(state)
  const connection = createConnection({ url: 'ws://x', hello, onState, onFrame: ignore, onData: ignore })
  connection.connect()
  return { connection, states }
}

test('a page that no socket reaches says so within seconds, tries on, and opens when one does', async () => {
  const { connection, states } = connect()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(states).toEqual(['connecting', 'dropped', 'gone'])
  isReachable = true
  await vi.advanceTimersByTimeAsync(6_000)
  expect(states.at(-1)).toBe('open')
  connection.close()
})

test('a backend that lets no page in, as with a full disk, is not taken for one that nobody reaches', async () => {
  isFailing = true
  const { connection, states } = connect()
  await vi.advanceTimersByTimeAsync(3_000)
  expect(states).toEqual(['connecting', 'dropped', 'failing'])
  connection.close()
})

test('a drop is a drop for as long as a restart takes; after minutes it is told, and still mends by itself', async () => {
  isReachable = true
  const { connection, states } = connect()
  await vi.advanceTimersByTimeAsync(10)
  isReachable = false
  sockets.at(-1)!.drop()
  await vi.advanceTimersByTimeAsync(15_000)
  expect(states).toEqual(['connecting', 'open', 'dropped'])
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  expect(states.at(-1)).toBe('gone')
  isReachable = true
  // A laptop that wakes up does not wait for the next try.
  connection.wake()
  await vi.advanceTimersByTimeAsync(10)
  expect(states.at(-1)).toBe('open')
  connection.close()
})
