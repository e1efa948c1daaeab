import type { ApiResponse } from './http.ts'
import { plainResponse } from './respond.ts'

// The checks by which the real server judges itself, in its order.
const CHECKS = [
  'ping',
  'log',
  'etcd',
  'etcd-readiness',
  'informer-sync',
  'poststarthook/start-apiserver-admission-initializer',
  'poststarthook/generic-apiserver-start-informers',
  'poststarthook/priority-and-fairness-config-consumer',
  'poststarthook/priority-and-fairness-filter',
  'poststarthook/storage-object-count-tracker-hook',
  'poststarthook/start-apiextensions-informers',
  'poststarthook/start-apiextensions-controllers',
  'poststarthook/crd-informer-synced',
  'poststarthook/start-system-namespaces-controller',
  'poststarthook/start-cluster-authentication-info-controller',
  'poststarthook/start-kube-apiserver-identity-lease-controller',
  'poststarthook/start-kube-apiserver-identity-lease-garbage-collector',
  'poststarthook/start-legacy-token-tracking-controller',
  'poststarthook/start-service-ip-repair-controllers',
  'poststarthook/rbac/bootstrap-roles',
  'poststarthook/scheduling/bootstrap-system-priority-classes',
  'poststarthook/priority-and-fairness-config-producer',
  'poststarthook/bootstrap-controller',
  'poststarthook/start-kubernetes-service-cidr-controller',
  'poststarthook/aggregator-reload-proxy-client-cert',
  'poststarthook/start-kube-aggregator-informers',
  'poststarthook/apiservice-status-local-available-controller',
  'poststarthook/apiservice-status-remote-available-controller',
  'poststarthook/apiservice-registration-controller',
  'poststarthook/apiservice-discovery-controller',
  'poststarthook/kube-apiserver-autoregistration',
  'autoregister-completion',
  'poststarthook/apiservice-openapi-controller',
  'poststarthook/apiservice-openapiv3-controller',
]
const NOT_FOR_LIVENESS = new Set(['etcd-readiness', 'informer-sync'])

const ENDPOINTS = ['healthz', 'livez', 'readyz']

/** Every path of these: the endpoints and each of their checks. */
export function healthPaths(): string[] {
  return ENDPOINTS.flatMap((endpoint) => [
    `/${endpoint}`,
    ...checksOf(endpoint).map((check) => `/${endpoint}/${check}`),
  ])
}

function checksOf(endpoint: string): string[] {
  return endpoint === 'readyz' ? [...CHECKS, 'shutdown'] : CHECKS.filter((check) => !NOT_FOR_LIVENESS.has(check))
}

/** `/healthz`, `/livez`, `/readyz`, each check by itself, and all of them with `?verbose`. A server that can answer is healthy. */
export function health(path: string, query: URLSearchParams): ApiResponse | undefined {
  const [, endpoint = '', ...rest] = path.split('/')
  const checks = checksOf(endpoint)
  const one = rest.join('/')
  if (one)
    return checks.includes(one)
      ? { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: 'ok' }
      : undefined
  if (!query.has('verbose')) return plainResponse(200, 'ok')
  const excluded = new Set(query.getAll('exclude'))
  const lines = checks.map((check) => (excluded.has(check) ? `[+]${check} excluded: ok` : `[+]${check} ok`))
  const unknown = [...excluded].filter((check) => !checks.includes(check))
  if (unknown.length > 0)
    lines.push(
      `warn: some health checks cannot be excluded: no matches for ${unknown.map((check) => JSON.stringify(check)).join(', ')}`,
    )
  return plainResponse(200, `${lines.join('\n')}\n${endpoint} check passed\n`)
}
