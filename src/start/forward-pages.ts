import { request, type IncomingMessage, type ServerResponse } from 'node:http'

/** Hands requests for pages to the site's development server. */
export function forwardPages(origin: string): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    const { method, url, headers } = incoming
    const onward = request(new URL(url ?? '/', origin), { method, headers: { ...headers, host: new URL(origin).host } })
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => {
      outgoing.writeHead(502, { 'content-type': 'text/plain', refresh: '1' })
      outgoing.end('the development server of the pages is starting\n')
    })
    incoming.pipe(onward)
  }
}
