import type { Process, Program } from '../../machine/process/process.ts'
import type { HttpRequest } from '../../network/http/http-message.ts'
import { fetchUrl } from './fetch.ts'
import { json, serveService } from './serve-json.ts'

const PORT = 8080
const TIMEOUT_MS = 2000

const PRODUCTS = [
  { id: 'kettle', name: 'Kettle', cents: 3900 },
  { id: 'teapot', name: 'Teapot', cents: 2450 },
  { id: 'cup', name: 'Cup', cents: 790 },
]

const portOf = (process: Process) => Number(process.env.get('PORT') ?? PORT)
const hostName = (process: Process) => process.env.get('HOSTNAME') ?? 'unknown'

/** `catalog`: what the shop sells. */
export const shopCatalog: Program = (process) =>
  serveService(process, {
    name: 'shop-catalog',
    port: portOf(process),
    answer: ({ target }) =>
      target === '/products' || target === '/' ? json({ products: PRODUCTS, servedBy: hostName(process) }) : undefined,
  })

/** `cart`: what somebody wants to buy; kept in memory, so that it is gone with the Pod. */
export const shopCart: Program = (process) => {
  const items = new Map<string, number>()
  const list = () => json({ items: Object.fromEntries(items), servedBy: hostName(process) })
  return serveService(process, {
    name: 'shop-cart',
    port: portOf(process),
    answer({ method, target }: HttpRequest) {
      const id = /^\/items\/([\w-]+)$/.exec(target)?.[1]
      if (id && (method === 'POST' || method === 'PUT')) items.set(id, (items.get(id) ?? 0) + 1)
      else if (id && method === 'DELETE') items.delete(id)
      else if (target !== '/items' && target !== '/') return undefined
      return list()
    },
  })
}

/** `web`: the page, made of what the other two say. */
export const shopWeb: Program = (process) =>
  serveService(process, {
    name: 'shop-web',
    port: portOf(process),
    async answer({ target }) {
      if (target !== '/' && target !== '/api') return undefined
      const [catalog, cart] = await Promise.all([
        ask(process, process.env.get('CATALOG_URL') ?? 'http://catalog:8080/products'),
        ask(process, process.env.get('CART_URL') ?? 'http://cart:8080/items'),
      ])
      const status = catalog.error || cart.error ? 502 : 200
      if (target === '/api') return json({ catalog, cart, servedBy: hostName(process) }, status)
      return {
        status,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: page(catalog, cart, hostName(process)),
      }
    },
  })

interface Answer {
  error?: string
  products?: typeof PRODUCTS
  items?: Record<string, number>
  servedBy?: string
}

async function ask(process: Process, address: string): Promise<Answer> {
  const abort = new AbortController()
  const timer = process.clock.setTimeout(() => abort.abort(new Error('timed out')), TIMEOUT_MS)
  try {
    const { reply, connection } = await fetchUrl(process, {
      url: new URL(address),
      method: 'GET',
      headers: [],
      signal: abort.signal,
    })
    const text = await read(reply.body)
    connection.close()
    return reply.status === 200 ? (JSON.parse(text) as Answer) : { error: `${address} answered ${reply.status}` }
  } catch (error) {
    return { error: `${address}: ${error instanceof Error ? error.message : String(error)}` }
  } finally {
    timer.cancel()
  }
}

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

function page(catalog: Answer, cart: Answer, servedBy: string): string {
  const rows = (catalog.products ?? []).map(({ name, cents }) => `<li>${name}: $${(cents / 100).toFixed(2)}</li>`)
  const count = Object.values(cart.items ?? {}).reduce((sum, amount) => sum + amount, 0)
  return `<!doctype html>
<title>Shop</title>
<h1>Shop</h1>
${catalog.error ? `<p>The catalog does not answer: ${escape(catalog.error)}</p>` : `<ul>\n${rows.join('\n')}\n</ul>`}
${cart.error ? `<p>The cart does not answer: ${escape(cart.error)}</p>` : `<p>In your cart: ${count}</p>`}
<p>Served by ${escape(servedBy)}</p>
`
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
