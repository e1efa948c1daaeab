import { AwsError } from '#aws'
import { ADMIN, type ApiRequest, type ApiResponse } from '#cluster'
import type { ReadSource, SourceRequest, SourceResult } from '#course'
import { asKubernetesUser, type Lab } from '#lab'

const TIMEOUT_MS = 5000

/** Reads what checks look at: the same requests that a learner's programs send, handed to the lab inside the process. */
export function createReadSource(lab: Lab): ReadSource {
  return async (request) => {
    try {
      return await read(lab, request)
    } catch (error) {
      if (error instanceof AwsError) return { ok: false, status: error.status, error: error.code, body: null }
      throw error
    }
  }
}

async function read(lab: Lab, request: SourceRequest): Promise<SourceResult> {
  switch (request.kind) {
    case 'aws': {
      const { service, action, input, as } = request
      const invoke = as === 'learner' ? lab.account.invokeAsLearner : lab.account.invoke
      const body = await invoke(service, action, input)
      return { ok: true, status: 200, error: '', body }
    }
    case 'kubernetes': {
      const cluster = [...lab.clusters.values()].find(({ name }) => name === request.cluster)
      if (!cluster) return NOBODY
      const user = request.as === 'learner' && cluster.arn ? await learnerIn(lab, cluster.arn) : ADMIN
      if (!user) return STRANGER
      const { status, text } = await get(cluster, request.path, {}, user)
      const body = JSON.parse(text) as { reason?: string }
      return { ok: status < 300, status, error: status < 300 ? '' : (body.reason ?? 'Unknown'), body }
    }
    case 'http': {
      const url = new URL(request.url)
      const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
      const target = lab.gateway.findTarget(url.hostname, port)
      if (!target) return NOBODY
      const { status, text } = await get(target, url.pathname + url.search, { host: url.host })
      return { ok: status >= 200 && status < 300, status, error: '', body: text }
    }
  }
}

async function learnerIn({ account }: Lab, clusterArn: string): Promise<ApiRequest['user']> {
  const user = await account.learnerIn(clusterArn)
  return user && asKubernetesUser(user)
}

const STRANGER: SourceResult = { ok: false, status: 401, error: 'Unauthorized', body: null }
const NOBODY: SourceResult = { ok: false, status: 0, error: 'NotFound', body: null }

async function get(
  target: { handle(request: ApiRequest): Promise<ApiResponse> },
  url: string,
  headers: Record<string, string>,
  user?: ApiRequest['user'],
): Promise<{ status: number; text: string }> {
  const [path = '', query = ''] = url.split(/\?([^]*)/)
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const base = { method: 'GET', path, query, headers: { accept: 'application/json', ...headers }, signal }
  const { status, body, stream } = await target.handle(user ? { ...base, user } : base)
  const chunks = body === undefined ? [] : [body]
  if (stream) for await (const chunk of stream) chunks.push(chunk)
  return { status, text: Buffer.concat(chunks.map((chunk) => Buffer.from(chunk))).toString('utf8') }
}
