import type { Process } from '../../machine/process/process.ts'
import type { HttpRequest, HttpResponse } from '../../network/http/http-message.ts'
import { serveHttp } from '../../network/http/http-server.ts'
import { untilSignal } from './until-signal.ts'

/** What a small web service answers to. */
export interface Service {
  /** `shop-web`, in its log. */
  name: string
  port: number
  /** `undefined` for paths that it does not know. */
  answer(request: HttpRequest): Promise<HttpResponse | undefined> | HttpResponse | undefined
}

/** A JSON answer. */
export function json(value: unknown, status = 200): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: `${JSON.stringify(value)}\n` }
}

/**
 * Serves until SIGTERM or SIGINT. `/healthz` answers always; `/readyz` after START_DELAY_MS. For exercises: LATENCY_MS makes each
 * answer slow, FAIL_PERCENT makes some fail, CRASH_AFTER_MS ends the process.
 */
export async function serveService(process: Process, { name, port, answer }: Service): Promise<number> {
  const setting = (key: string) => Number(process.env.get(key) ?? 0)
  const readyAt = process.clock.now() + setting('START_DELAY_MS')
  let failures = 0
  const stop = serveHttp(process.world.network, {
    port,
    signal: process.signal,
    server: name,
    async handler(request) {
      const path = request.target.split('?')[0]
      if (path === '/healthz') return { status: 200, body: 'ok\n' }
      if (path === '/readyz')
        return process.clock.now() >= readyAt ? { status: 200, body: 'ok\n' } : { status: 503, body: 'starting\n' }
      if (setting('LATENCY_MS') > 0) await process.sleep(setting('LATENCY_MS'))
      failures += setting('FAIL_PERCENT')
      if (failures >= 100) {
        failures -= 100
        return json({ error: 'this instance was told to fail' }, 500)
      }
      const response = (await answer(request)) ?? json({ error: `no ${path} here` }, 404)
      await process.write(1, `${request.method} ${request.target} ${response.status}\n`)
      return response
    },
  })
  process.memoryBytes = 18_000_000
  await process.write(1, `${name} listens on :${port}\n`)
  const crashAfter = setting('CRASH_AFTER_MS')
  const ended = untilSignal(process, 'TERM', 'INT').then(() => 0)
  const crashed = crashAfter > 0 ? process.sleep(crashAfter).then(() => 1) : new Promise<number>(() => undefined)
  const code = await Promise.race([ended, crashed])
  stop()
  if (code !== 0) await process.write(2, `${name}: fatal: told to crash\n`)
  return code
}
