import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { watchHeartbeat } from './heartbeat.ts'

test('a page that answers stays, one that sleeps is let go', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  const [awake, asleep] = [new WebSocket(url), new WebSocket(url, { autoPong: false })]
  await Promise.all([once(awake, 'open'), once(asleep, 'open')])
  const stop = watchHeartbeat(server, 200)
  const [code] = (await once(asleep, 'close')) as [number]
  expect(code).toBe(1006)
  // Each answer is what the next one waits for.
  for (let beats = 0; beats < 3; beats++) await once(awake, 'ping')
  expect(awake.readyState).toBe(WebSocket.OPEN)
  stop()
  awake.terminate()
  server.close()
})
