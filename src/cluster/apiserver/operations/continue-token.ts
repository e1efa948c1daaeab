import { JsonSyntaxError, parseJson } from '../../apimachinery/decode/json-text.ts'
import { badRequest, type StatusError } from '../../apimachinery/errors.ts'
import type { Json } from '../../apimachinery/object.ts'

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
  const { v = '', rv, start } = (parseToken(text, refuse) ?? {}) as { v?: unknown; rv?: unknown; start?: unknown }
  if (v !== VERSION) throw refuse(`server does not recognize this encoded version ${String(v)}`)
  if (rv === 0 || typeof rv !== 'number') throw refuse(`incorrect encoded start resourceVersion (version ${VERSION})`)
  if (typeof start !== 'string' || start === '') throw refuse(`encoded start key empty (version ${VERSION})`)
  // A key that climbs out of its part of the store.
  if (start.split('/').includes('..')) throw refuse(start)
  return { revision: rv > 0 ? rv : undefined, after: prefix + start.replace(/\0$/, '') }
}

function parseToken(text: string, refuse: (detail: string) => StatusError): Json {
  const bad = text.search(/[^A-Za-z0-9_-]/)
  if (bad >= 0) throw refuse(`illegal base64 data at input byte ${bad}`)
  if (text.length % 4 === 1) throw refuse(`illegal base64 data at input byte ${text.length - 1}`)
  try {
    return parseJson(atob(text.replaceAll('-', '+').replaceAll('_', '/'))).value
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw refuse(error.message)
    throw error
  }
}
