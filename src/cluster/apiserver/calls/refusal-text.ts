const TEXTS: Readonly<Record<number, string>> = {
  400: 'the server rejected our request for an unknown reason',
  401: 'the server has asked for the client to provide credentials',
  403: 'unknown',
  404: 'the server could not find the requested resource',
  405: 'the server does not allow this method on the requested resource',
  409: 'the server reported a conflict',
  422: 'the server rejected our request due to an error in our request',
  429: 'the server has received too many requests and has asked us to try again later',
  503: 'the server is currently unable to handle the request',
  504: 'the server was unable to return a response in the time allotted, but may still be processing the request',
}

/** What a client of Kubernetes says of an answer that is no success. */
export function refusalText(status: number, body: string): string {
  const own = statusMessage(body)
  if (own) return own
  const known = TEXTS[status]
  if (known) return known
  if (status >= 500)
    return `an error on the server (${JSON.stringify(body.trim())}) has prevented the request from succeeding`
  return `the server responded with the status code ${status} but did not return more information`
}

function statusMessage(body: string): string | undefined {
  try {
    const value = JSON.parse(body) as { kind?: unknown; message?: unknown } | null
    return value?.kind === 'Status' && typeof value.message === 'string' ? value.message : undefined
  } catch {
    // Whatever it is, it is no Status.
    return undefined
  }
}
