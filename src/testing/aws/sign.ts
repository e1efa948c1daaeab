import { signRequest } from '../../aws/wire/sigv4.ts'
import type { AwsRequest, Credentials } from '#aws'

/** What a test sends; unsigned when there are no credentials. */
export interface TestRequest {
  service: string
  region: string
  host: string
  method?: string
  url?: string
  headers?: Record<string, string>
  body?: string
  credentials?: Credentials & { sessionToken?: string }
  nowMs: number
}

/** A request signed as the SDKs sign it. */
export function signedRequest(test: TestRequest): AwsRequest {
  const timestamp = new Date(test.nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const headers: Record<string, string> = {
    ...test.headers,
    host: test.host,
    'x-amz-date': timestamp,
    ...(test.credentials?.sessionToken && { 'x-amz-security-token': test.credentials.sessionToken }),
  }
  const request: AwsRequest = {
    method: test.method ?? 'POST',
    url: test.url ?? '/',
    headers,
    body: new TextEncoder().encode(test.body ?? ''),
  }
  if (!test.credentials) return request
  const signedHeaders = Object.keys(headers).sort()
  const scope = {
    accessKeyId: test.credentials.accessKeyId,
    date: timestamp.slice(0, 8),
    region: test.region,
    service: test.service,
    signedHeaders,
    signedAtMs: test.nowMs,
    presigned: false,
  }
  const signature = signRequest(request, scope, test.credentials.secretAccessKey)
  headers['authorization'] =
    `AWS4-HMAC-SHA256 Credential=${scope.accessKeyId}/${scope.date}/${scope.region}/${scope.service}/aws4_request, ` +
    `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`
  return request
}
