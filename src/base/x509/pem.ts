/** Wraps DER in the text form that kubeconfigs, Secrets and TLS libraries exchange. */
export function toPem(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

/** The first block of a PEM text.
 *  @throws when there is none. */
export function fromPem(pem: string): Uint8Array<ArrayBuffer> {
  const body = /-----BEGIN [^-]+-----([^-]+)-----END/.exec(pem)?.[1]
  if (body === undefined) throw new Error('not a PEM text')
  return Uint8Array.from(atob(body.replace(/\s+/g, '')), (char) => char.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
