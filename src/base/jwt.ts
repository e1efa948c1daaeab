/** Signs and verifies the JSON Web Tokens of a cluster's service accounts (RS256, as the real API server does). */
export interface TokenSigner {
  /** @param claims any JSON object. */
  sign(claims: Record<string, unknown>): Promise<string>
  /** @returns the claims of a token with a good signature, whatever they say; `undefined` for anything else. */
  verify(token: string): Promise<Record<string, unknown> | undefined>
  /** The public key as a JSON Web Key Set. */
  jwks(): Promise<{ keys: JsonWebKey[] }>
  /** The private key, to make the same signer again. */
  export(): Promise<JsonWebKey>
}

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

/** @param stored what `export` gave earlier; a new key is made without it. */
export function createTokenSigner(stored?: JsonWebKey): TokenSigner {
  // Made on first use: a cluster that issues no tokens does not pay for a key.
  let pending: Promise<KeyPair> | undefined
  const key = () => (pending ??= stored ? importKey(stored) : generateKey())
  return {
    async sign(claims) {
      const { privateKey, id } = await key()
      const content = `${encodeJson({ alg: 'RS256', kid: id })}.${encodeJson(claims)}`
      const signature = await crypto.subtle.sign(ALGORITHM, privateKey, new TextEncoder().encode(content))
      return `${content}.${encode(new Uint8Array(signature))}`
    },
    async verify(token) {
      const [header = '', claims = '', signature = '', ...rest] = token.split('.')
      if (!signature || rest.length > 0) return undefined
      try {
        const { publicKey } = await key()
        const content = new TextEncoder().encode(`${header}.${claims}`)
        if (!(await crypto.subtle.verify(ALGORITHM, publicKey, decode(signature), content))) return undefined
        return JSON.parse(new TextDecoder().decode(decode(claims))) as Record<string, unknown>
      } catch {
        // Not base64url or not JSON: as good as a wrong signature.
        return undefined
      }
    },
    async jwks() {
      const { publicKey, id } = await key()
      const { kty, n, e } = await crypto.subtle.exportKey('jwk', publicKey)
      return { keys: [{ use: 'sig', kty, kid: id, alg: 'RS256', n, e } as JsonWebKey] }
    },
    async export() {
      return crypto.subtle.exportKey('jwk', (await key()).privateKey)
    },
  }
}

interface KeyPair {
  privateKey: CryptoKey
  publicKey: CryptoKey
  id: string
}

async function generateKey(): Promise<KeyPair> {
  const parameters = { ...ALGORITHM, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
  return { privateKey, publicKey, id: await keyId(publicKey) }
}

async function importKey(stored: JsonWebKey): Promise<KeyPair> {
  const privateKey = await crypto.subtle.importKey('jwk', stored, ALGORITHM, true, ['sign'])
  const { kty, n, e } = stored
  const publicKey = await crypto.subtle.importKey('jwk', { kty, n, e }, ALGORITHM, true, ['verify'])
  return { privateKey, publicKey, id: await keyId(publicKey) }
}

/** A digest of the public key, as Kubernetes names its keys. */
async function keyId(publicKey: CryptoKey): Promise<string> {
  const encoded = await crypto.subtle.exportKey('spki', publicKey)
  return encode(new Uint8Array(await crypto.subtle.digest('SHA-256', encoded)))
}

const encodeJson = (value: unknown) => encode(new TextEncoder().encode(JSON.stringify(value)))

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function decode(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (char) => char.charCodeAt(0))
}
