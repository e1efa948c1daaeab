export { createSystemClock, sleep, toMicros, toSeconds, type Clock, type Timer } from './clock.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
export { createIds, createSeededIds, type Ids } from './ids.ts'
export { isObject } from './is-object.ts'
export { createConsoleLog, type Log } from './log.ts'
export {
  createAuthority,
  createKeyPair,
  openAuthority,
  type CertificateAuthority,
  type CertificateRequest,
  type CertificateSubject,
  type KeyPairPem,
  type KeyUsage,
} from './x509/authority.ts'
export { parseSigningRequest, type SigningRequest } from './x509/signing-request.ts'
export { fromPem, toPem } from './x509/pem.ts'
export { createTokenSigner, type TokenSigner } from './jwt.ts'
export { sha256, hmacSha256, toHex } from './sha256.ts'
