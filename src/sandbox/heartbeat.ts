import type { WebSocket, WebSocketServer } from 'ws'

const BEAT_MS = 30_000

/**
 * Ends connections whose other side is silent: a laptop that sleeps closes nothing, and would keep its learner's lab in memory.
 * @returns what stops it.
 */
export function watchHeartbeat(server: WebSocketServer, beatMs = BEAT_MS): () => void {
  const waiting = new WeakSet<WebSocket>()
  const beat = setInterval(() => {
    for (const socket of server.clients) {
      if (waiting.has(socket)) {
        socket.terminate()
        continue
      }
      waiting.add(socket)
      socket.once('pong', () => waiting.delete(socket))
      socket.ping()
    }
  }, beatMs)
  return () => clearInterval(beat)
}
