import { expect, test } from 'vitest'
import { parseSigningRequest } from './signing-request.ts'

// openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -subj /O=system:nodes/CN=system:node:a -addext subjectAltName=DNS:a.example,IP:10.0.0.1
const PEM = `-----BEGIN CERTIFICATE REQUEST-----
MIIBFjCBvgIBADAvMRUwEwYDVQQKDAxzeXN0ZW06bm9kZXMxFjAUBgNVBAMMDXN5
c3RlbTpub2RlOmEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATS1HGNxciNgNjx
b8NciONwbsFiNKaQi+qXC7/DKZzUUlmDgiGSAxMnHelfQ4yqlF3M8wS1X5csy6f9
wd+MRTmFoC0wKwYJKoZIhvcNAQkOMR4wHDAaBgNVHREEEzARgglhLmV4YW1wbGWH
BAoAAAEwCgYIKoZIzj0EAwIDRwAwRAIgd0dDIhlX//AxEASu/TriZMjtqE7tbTs+
Qljsc3Mb/9UCIDEXnZmlb/e+0ljeeCDYL2P5Y+EzfQmFTc6lUFbIZmFS
-----END CERTIFICATE REQUEST-----`

test('reads whom a request names and for which addresses', () => {
  expect(parseSigningRequest(PEM)).toMatchObject({
    subject: { commonName: 'system:node:a', organizations: ['system:nodes'] },
    dnsNames: ['a.example'],
    ipAddresses: ['10.0.0.1'],
    emailAddresses: [],
    uris: [],
  })
})
