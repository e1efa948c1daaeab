import type { Account } from '#aws'
import type { Handler } from './serve/exchange.ts'

/** The AWS endpoints of an account as a handler of HTTP requests. */
export function awsHandler(account: Account): Handler {
  return async ({ method, path, query, headers, body }) =>
    account.handle({
      method,
      // Signatures cover the path and the query as they were sent.
      url: query ? `${path}?${query}` : path,
      headers: headers as Record<string, string>,
      body: body ?? new Uint8Array(),
    })
}
