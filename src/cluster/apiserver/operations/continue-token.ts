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
  const refuse = (detail: string) => badRequest(`invalid continue token: continue key is not valid: ${detail}`)
  let token: { v?: unknown; rv?: unknown; start?: unknown }
  try {
    token = JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))) as typeof token
  } catch {
    throw refuse('illegal base64 data at input byte 0')
  }
  const { v, rv, start } = token
  if (v !== VERSION) throw refuse(`server does not recognize this encoded version ${String(v)}`)
  if (rv === 0 || typeof rv !== 'number') throw refuse(`incorrect encoded start resourceVersion (version ${VERSION})`)
  if (typeof start !== 'string' || start === '') throw refuse(`encoded start key empty (version ${VERSION})`)
  // A key that climbs out of its part of the store.
  if (start.split('/').includes('..')) throw refuse(start)
  return { revision: rv > 0 ? rv : undefined, after: prefix + start.replace(/\0$/, '') }
}
