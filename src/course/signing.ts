import { fromHex, toHex } from './canonical.ts'

/** The backend's key pair as it is kept: an Ed25519 private key as a JSON Web Key. */
export type SigningKeyJwk = JsonWebKey

/** Signs submissions. */
export interface Signer {
  /** The public key: 32 bytes in hexadecimal digits. */
  readonly key: string
  /** 64 bytes in hexadecimal digits. */
  sign(text: string): Promise<string>
}

/** Makes a new key, to be stored by the backend. */
export async function generateSigningKey(): Promise<SigningKeyJwk> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  return crypto.subtle.exportKey('jwk', pair.privateKey)
}

/** @throws DOMException when `jwk` is no Ed25519 private key. */
export async function createSigner(jwk: SigningKeyJwk): Promise<Signer> {
  const privateKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign'])
  const { kty, crv, x } = jwk
  const publicKey = await crypto.subtle.importKey('jwk', { kty: kty!, crv: crv!, x: x! }, 'Ed25519', true, ['verify'])
  const key = toHex(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)))
  return {
    key,
    sign: async (text) =>
      toHex(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(text)))),
  }
}

/** Whether `signature` is `key`'s over `text`; `false` too for what is no key and no signature. */
export async function verifySignature(text: string, key: string, signature: string): Promise<boolean> {
  try {
    const publicKey = await crypto.subtle.importKey('raw', fromHex(key), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', publicKey, fromHex(signature), new TextEncoder().encode(text))
  } catch {
    // A malformed key or signature cannot have signed anything.
    return false
  }
}
