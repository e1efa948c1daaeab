import { constants, createDeflate, createInflate } from 'node:zlib'

// The dictionary of SPDY/3, section 2.6.10.1: words, each behind its length, and then a run of text.
const WORDS =
  'options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow ' +
  'authorization cache-control connection content-base content-encoding content-language content-length content-location ' +
  'content-md5 content-range content-type date etag expect expires from host if-match if-modified-since if-none-match ' +
  'if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range ' +
  'referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get ' +
  'status 200_OK version HTTP/1.1 url public set-cookie keep-alive origin'
const TEXT =
  '100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative ' +
  'Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal ' +
  'Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, ' +
  'Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,' +
  'application/xhtml+xml,text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8' +
  'charset=iso-8859-1,utf-,*,enq=0.'

const dictionary = Buffer.concat([
  ...WORDS.split(' ').map((word) => lengthAndText(word.replace('_', ' '))),
  Buffer.from(TEXT),
])

/** Header blocks of one direction are compressed as one stream, so they are to be coded in order. */
export interface HeaderCodec {
  /** @throws when the block is damaged. */
  decode(block: Uint8Array): Promise<Record<string, string>>
  encode(headers: Readonly<Record<string, string>>): Promise<Buffer>
  close(): void
}

export function createHeaderCodec(): HeaderCodec {
  const inflate = createInflate({ dictionary })
  const deflate = createDeflate({ dictionary })
  // Whoever waits for a block hears of its error.
  inflate.on('error', () => inflate.destroy())
  return {
    async decode(block) {
      await new Promise<void>((resolve, reject) => {
        inflate.write(block, (error) => (error ? reject(error) : resolve()))
      })
      return parse((inflate.read() as Buffer | null) ?? Buffer.alloc(0))
    },
    async encode(headers) {
      const pairs = Object.entries(headers)
      const count = Buffer.alloc(4)
      count.writeUInt32BE(pairs.length)
      deflate.write(Buffer.concat([count, ...pairs.flat().map(lengthAndText)]))
      await new Promise<void>((resolve) => deflate.flush(constants.Z_SYNC_FLUSH, resolve))
      return deflate.read() as Buffer
    },
    close() {
      inflate.destroy()
      deflate.destroy()
    },
  }
}

function parse(block: Buffer): Record<string, string> {
  const headers: Record<string, string> = {}
  let at = 4
  const text = () => {
    const start = at + 4
    at = start + block.readUInt32BE(at)
    if (at > block.length) throw new Error('SPDY header block is cut short')
    return block.toString('utf8', start, at)
  }
  for (let left = block.readUInt32BE(0); left > 0; left--) {
    const name = text()
    headers[name] = text()
  }
  return headers
}

function lengthAndText(text: string): Buffer {
  const bytes = Buffer.from(`....${text}`)
  bytes.writeUInt32BE(bytes.length - 4)
  return bytes
}
