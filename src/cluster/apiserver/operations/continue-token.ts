import { badRequest } from '../../apimachinery/errors.ts'

/** Where a list goes on: after this key, at this revision (-1: at the newest). */
export interface ContinueToken {
  revision: number | undefined
  after: string
}

// Verbatim: the fields and the version that the real tokens carry, although clients must not look inside.
const VERSION = 'meta.k8s.io/v1'

/** @param prefix the part of the key that the list's path already says. */
export function encodeContinue(revision: number, after: string, prefix: string): string {
  const token = { v: VERSION, rv: revision, start: `${after.slice(prefix.length)}\0` }
  return btoa(JSON.stringify(token)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** @throws StatusError BadRequest */
export function decodeContinue(text: string, prefix: string): ContinueToken {
  let token: { v?: unknown; rv?: unknown; start?: unknown }
  try {
    token = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))) as typeof token
  } catch {
    throw badRequest('continue key is not valid: illegal base64 data at input byte 0')
  }
  if (token.v !== VERSION) throw badRequest('continue key is not valid: server does not recognize this encoded version')
  if (typeof token.start !== 'string' || token.start === '' || typeof token.rv !== 'number')
    throw badRequest('continue key is not valid: encoded start key empty (version meta.k8s.io/v1)')
  return { revision: token.rv > 0 ? token.rv : undefined, after: prefix + token.start.replace(/\0$/, '') }
}
