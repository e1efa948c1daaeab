import type { ApiRequest } from './http.ts'
import type { RequestInfo } from './request-info.ts'

const VERBS: Readonly<Record<string, string>> = { create: 'POST', update: 'PUT' }
const APPLY = 'application/apply-patch+yaml'
const BUCKETS = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60]

interface Durations {
  /** How many took at most as long as the bucket of the same place says, and longer than the one before. */
  buckets: number[]
  count: number
  seconds: number
}

/**
 * What the server counts of the requests that come over the wire, in the text format of Prometheus.
 * Differs: requests of components in this process are not counted.
 */
export class RequestMetrics {
  readonly #totals = new Map<string, number>()
  readonly #durations = new Map<string, Durations>()

  record(request: ApiRequest, info: RequestInfo, code: number, seconds: number): void {
    const labels = labelsOf(request, info)
    const total = `code="${code}",${labels}`
    this.#totals.set(total, (this.#totals.get(total) ?? 0) + 1)
    if (!info.isResource) return
    let durations = this.#durations.get(labels)
    if (!durations) this.#durations.set(labels, (durations = { buckets: BUCKETS.map(() => 0), count: 0, seconds: 0 }))
    const at = BUCKETS.findIndex((limit) => seconds <= limit)
    if (at >= 0) durations.buckets[at]!++
    durations.count++
    durations.seconds += seconds
  }

  lines(): string[] {
    return [
      '# HELP apiserver_request_duration_seconds [STABLE] Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope and component.',
      '# TYPE apiserver_request_duration_seconds histogram',
      ...sorted(this.#durations).flatMap(([labels, durations]) => histogram(labels, durations)),
      '# HELP apiserver_request_total [STABLE] Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.',
      '# TYPE apiserver_request_total counter',
      ...sorted(this.#totals).map(([labels, total]) => `apiserver_request_total{${labels}} ${total}`),
    ]
  }
}

function histogram(labels: string, { buckets, count, seconds }: Durations): string[] {
  const name = 'apiserver_request_duration_seconds'
  let sum = 0
  return [
    ...BUCKETS.map((limit, at) => `${name}_bucket{${labels},le="${limit}"} ${(sum += buckets[at]!)}`),
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${seconds}`,
    `${name}_count{${labels}} ${count}`,
  ]
}

const sorted = <Value>(map: ReadonlyMap<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1))

function labelsOf(request: ApiRequest, info: RequestInfo): string {
  if (!info.isResource)
    return `component="",dry_run="",group="",resource="",scope="",subresource="${firstWord(request.path)}",verb="${request.method}",version=""`
  const { group, version, resource, subresource } = info
  const dryRun = request.query.includes('dryRun=All') ? 'All' : ''
  return `component="apiserver",dry_run="${dryRun}",group="${group}",resource="${resource}",scope="${scopeOf(info)}",subresource="${subresource}",verb="${verbOf(request, info)}",version="${version}"`
}

/** Everybody may ask for any path: only the part that this server knows is a label. */
function firstWord(path: string): string {
  return /^\/(?:healthz|livez|readyz|version|metrics|api|apis|openapi\/v[23])(?=\/|$)/.exec(path)?.[0] ?? ''
}

function verbOf(request: ApiRequest, { verb, subresource }: RequestInfo): string {
  if (['exec', 'attach', 'portforward', 'proxy'].includes(subresource)) return 'CONNECT'
  if (verb === 'patch' && request.headers['content-type']?.startsWith(APPLY)) return 'APPLY'
  return VERBS[verb] ?? (verb === 'deletecollection' ? 'DELETE' : verb.toUpperCase())
}

function scopeOf({ name, verb, namespace }: RequestInfo): string {
  if (name || verb === 'create') return 'resource'
  return namespace ? 'namespace' : 'cluster'
}
