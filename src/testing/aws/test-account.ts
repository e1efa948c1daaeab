import { createAccount, type Account, type AccountSnapshot, type AwsResponse, type Credentials } from '#aws'
import { createConsoleLog, createSeededIds, createVirtualClock, type VirtualClock } from '#base'
import { createRecordingHost, type RecordingHost } from './recording-host.ts'
import { signedRequest } from './sign.ts'
import { signRequest } from '../../aws/wire/sigv4.ts'
import { testModels } from './service-models.ts'

/** Keys that sign a request. */
export type Keys = Credentials & { sessionToken?: string }

/** An answer of EKS. */
export interface EksAnswer {
  status: number
  body: Record<string, unknown>
  /** Code of the error. */
  code: string | undefined
}

/** An account on a virtual clock, in the middle of its own waiting times. */
export interface TestAccount extends Disposable {
  account: Account
  clock: VirtualClock
  host: RecordingHost
  /** A request to EKS. */
  eks(method: string, path: string, body?: object, keys?: Keys): Promise<EksAnswer>
  /** A request of the query and EC2 protocols; parameters as they go over the wire. */
  form(service: string, action: string, params?: Record<string, string>, keys?: Keys): Promise<AwsResponse>
  /** A request of the JSON protocol. */
  json(service: string, target: string, body: object): Promise<AwsResponse>
  /** A token as `aws eks get-token` makes it. */
  token(clusterName: string, keys?: Keys): string
}

const REGION = 'us-west-2'
const HOSTS: Record<string, string> = { iam: 'iam.amazonaws.com', ecr: `api.ecr.${REGION}.amazonaws.com` }
const SIGNING: Record<string, string> = { elb: 'elasticloadbalancing', elbv2: 'elasticloadbalancing' }

interface TestAccountOptions {
  /** Of an earlier account. */
  snapshot?: AccountSnapshot
  clock?: VirtualClock
  pace?: number
}

/** An account that waits as long as AWS does, unless told otherwise. */
export function createTestAccount({
  snapshot,
  clock = createVirtualClock(),
  pace = 1,
}: TestAccountOptions = {}): TestAccount {
  const host = createRecordingHost()
  const account = createAccount({
    clock,
    ids: createSeededIds(snapshot ? 2 : 1),
    log: createConsoleLog('aws'),
    accountId: '111122223333',
    region: REGION,
    pace,
    models: testModels(),
    host,
    ...(snapshot && { snapshot }),
  })
  const common = (service: string, keys: Keys) => {
    const signing = SIGNING[service] ?? service
    const region = service === 'iam' ? 'us-east-1' : REGION
    return {
      service: signing,
      region,
      host: HOSTS[service] ?? `${signing}.${REGION}.amazonaws.com`,
      credentials: keys,
      nowMs: clock.now(),
    }
  }
  return {
    account,
    clock,
    host,
    async eks(method, path, body, keys = account.credentials) {
      const text = body ? JSON.stringify(body) : ''
      const answer = await account.handle(signedRequest({ ...common('eks', keys), method, url: path, body: text }))
      const code = answer.headers['x-amzn-errortype']
      return { status: answer.status, body: JSON.parse(answer.body) as EksAnswer['body'], code }
    },
    form(service, action, params = {}, keys = account.credentials) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
      const body = new URLSearchParams({ Action: action, ...params }).toString()
      return account.handle(signedRequest({ ...common(service, keys), headers, body }))
    },
    json(service, target, body) {
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target }
      return account.handle(
        signedRequest({ ...common(service, account.credentials), headers, body: JSON.stringify(body) }),
      )
    },
    token: (clusterName, keys = account.credentials) => presignedToken(clusterName, keys, clock.now()),
    [Symbol.dispose]: () => account[Symbol.dispose](),
  }
}

function presignedToken(clusterName: string, keys: Keys, nowMs: number): string {
  const url = presignedUrl({
    host: `sts.${REGION}.amazonaws.com`,
    service: 'sts',
    region: REGION,
    headers: { 'x-k8s-aws-id': clusterName },
    keys,
    nowMs,
  })
  return 'k8s-aws-v1.' + Buffer.from(url).toString('base64url')
}

interface Presign {
  host: string
  service: string
  region: string
  headers: Record<string, string>
  keys: Keys
  nowMs: number
}

function presignedUrl({ host, service, region, headers, keys, nowMs }: Presign): string {
  const timestamp = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const signedHeaders = ['host', ...Object.keys(headers)].sort()
  const query = new URLSearchParams({
    Action: 'GetCallerIdentity',
    Version: '2011-06-15',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${keys.accessKeyId}/${timestamp.slice(0, 8)}/${region}/${service}/aws4_request`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': '60',
    'X-Amz-SignedHeaders': signedHeaders.join(';'),
    ...(keys.sessionToken && { 'X-Amz-Security-Token': keys.sessionToken }),
  })
  const request = { method: 'GET', url: `/?${query}`, headers: { ...headers, host }, body: new Uint8Array() }
  const signature = signRequest(
    request,
    {
      accessKeyId: keys.accessKeyId,
      date: timestamp.slice(0, 8),
      region,
      service,
      signedHeaders,
      signedAtMs: nowMs,
      presigned: true,
    },
    keys.secretAccessKey,
  )
  return `https://${host}/?${query}&X-Amz-Signature=${signature}`
}
