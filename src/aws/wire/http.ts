/** One HTTP request to AWS, as it came over the wire. */
export interface AwsRequest {
  method: string
  /** Path and query exactly as sent: signatures cover the encoding. */
  url: string
  /** Header names in lower case; `host` included. */
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

/** One HTTP answer of AWS. */
export interface AwsResponse {
  status: number
  headers: Record<string, string>
  body: string
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** The body as UTF-8 text. */
export const textOf = (body: Uint8Array): string => decoder.decode(body)

/** UTF-8 bytes of `text`. */
export const bytesOf = (text: string): Uint8Array => encoder.encode(text)

/** Path and raw query of a request. */
export function splitUrl(url: string): { path: string; query: string } {
  const at = url.indexOf('?')
  return at < 0 ? { path: url || '/', query: '' } : { path: url.slice(0, at) || '/', query: url.slice(at + 1) }
}

/** Name and value pairs of a query string or a form, decoded, in order. */
export function parsePairs(text: string): [string, string][] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))]
    })
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ')
  try {
    return decodeURIComponent(spaced)
  } catch {
    // A stray percent sign stands for itself, as in every form parser.
    return spaced
  }
}
