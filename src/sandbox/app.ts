import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { HEALTH_PATH, PROTOCOL_VERSION, type Health } from './protocol.ts'

export const COOKIE = 'reconcile'
export const METRICS_PATH = '/metrics'
const SECRET = /^[0-9a-f]{32}$/
const YEAR_SECONDS = 365 * 24 * 3600

/** The secret in a cookie header, if it is one of ours. */
export function secretOf(cookieHeader: string | undefined): string | undefined {
  const value = new RegExp(`(?:^|; *)${COOKIE}=([^;]*)`).exec(cookieHeader ?? '')?.[1]
  return value !== undefined && SECRET.test(value) ? value : undefined
}

/** Pages and `/api`, for requests whose Host has been checked. */
export function createApp(options: { dist: string; backend: string; metrics(): string }): Hono {
  const { dist, backend, metrics } = options
  const app = new Hono()

  app.use(async (context, next) => {
    await next()
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('X-Frame-Options', 'SAMEORIGIN')
    context.header('Referrer-Policy', 'same-origin')
  })

  app.get(HEALTH_PATH, (context) => {
    const known = getCookie(context, COOKIE)
    if (known === undefined || !SECRET.test(known)) {
      const secret = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex')
      // A reverse proxy that speaks TLS says so; no page without TLS gets the cookie then.
      const secure = context.req.header('x-forwarded-proto') === 'https'
      const attributes = { httpOnly: true, sameSite: 'Strict', path: '/', maxAge: YEAR_SECONDS } as const
      setCookie(context, COOKIE, secret, { ...attributes, secure })
    }
    context.header('Cache-Control', 'no-store')
    return context.json({ ok: true, protocol: PROTOCOL_VERSION, backend } satisfies Health)
  })
  app.get(METRICS_PATH, (context) => {
    context.header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
    return context.body(metrics())
  })
  app.all('/api/*', (context) => context.json({ error: 'not found' }, 404))

  // Names of Astro's own files hold a hash of their content.
  app.use('/_astro/*', async (context, next) => {
    await next()
    if (context.res.ok) context.header('Cache-Control', 'public, max-age=31536000, immutable')
  })
  // Given from the working directory, as the middleware wants it.
  app.use(serveStatic({ root: relative(process.cwd(), dist) || '.', precompressed: true }))
  app.notFound(async (context) => {
    const page = join(dist, '404.html')
    if (!existsSync(page)) return context.text('not found', 404)
    const answer = await serveStatic({ path: relative(process.cwd(), page) })(context, async () => {})
    return answer ? new Response(answer.body, { status: 404, headers: answer.headers }) : context.text('not found', 404)
  })
  return app
}
