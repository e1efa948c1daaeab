import { toSeconds } from '#base'
import type { ApiRequest, ApiResponse } from '../apiserver/http.ts'
import type * as types from '../resources/generated/types.ts'
import type { KubeletContext } from './kubelet-context.ts'
import { configuration } from './kubelet-configuration.ts'
import type { PodWorker } from './pod-worker.ts'
import { cadvisorMetrics } from './metrics/cadvisor-metrics.ts'
import { kubeletMetrics, probeMetrics } from './metrics/kubelet-metrics.ts'
import { resourceMetrics } from './metrics/resource-metrics.ts'
import type { NodePathContext } from './node-path-context.ts'
import { statsSummary } from './node-stats.ts'

const TEXT = { 'content-type': 'text/plain; charset=utf-8' }
const METRICS = { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }
const NOT_FOUND: ApiResponse = { status: 404, headers: TEXT, body: '404 page not found\n' }

/** Paths of the kubelet's server that are no streams. */
export function serveNodePath(request: ApiRequest, node: NodePathContext): Promise<ApiResponse> {
  return Promise.resolve(answer(request, node))
}

function answer(request: ApiRequest, node: NodePathContext): ApiResponse {
  const path = request.path.replace(/(?<=.)\/+$/, '')
  const { context, workers } = node
  switch (path) {
    case '/healthz':
    case '/healthz/ping':
    case '/healthz/log':
    case '/healthz/syncloop':
      return { status: 200, headers: TEXT, body: 'ok' }
    case '/pods':
      return json({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items: workers.map(knownPod) })
    case '/runningpods':
      return json({
        kind: 'PodList',
        apiVersion: 'v1',
        metadata: {},
        items: workers.filter((worker) => worker.records.some(({ running }) => running)).map(runningPod),
      })
    case '/configz':
      return json({ kubeletconfig: configuration(node) })
    case '/stats/summary':
      return json(statsSummary(node, new URLSearchParams(request.query).get('only_cpu_and_memory') === 'true'))
    case '/metrics/resource':
      return { status: 200, headers: METRICS, body: resourceMetrics(node) }
    case '/metrics':
      return { status: 200, headers: METRICS, body: kubeletMetrics(node) }
    case '/metrics/probes':
      return { status: 200, headers: METRICS, body: probeMetrics(node) }
    case '/metrics/cadvisor':
      return { status: 200, headers: METRICS, body: cadvisorMetrics(node) }
    default:
  }
  const [, kind, ...rest] = path.split('/')
  if (kind === 'containerLogs') return containerLogs(rest, request, node)
  // What takes an upgrade or a body, and came without.
  if (kind === 'exec' || kind === 'attach' || kind === 'portForward')
    return { status: 400, headers: TEXT, body: 'unable to upgrade: missing upgrade headers in request\n' }
  if (kind === 'run' || kind === 'checkpoint') return { status: 405, headers: TEXT, body: '405: Method Not Allowed\n' }
  if (kind === 'logs') return nodeLogs(rest.join('/'), context)
  return NOT_FOUND
}

function json(value: object): ApiResponse {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

/** A pod as the kubelet keeps it: with where and when it heard of it. */
function knownPod({ pod, startedAtMs }: PodWorker): types.Pod {
  const annotations = {
    'kubernetes.io/config.seen': new Date(startedAtMs).toISOString(),
    'kubernetes.io/config.source': 'api',
    ...pod.metadata.annotations,
  }
  return { ...pod, metadata: { ...pod.metadata, annotations } }
}

function runningPod({ pod, records }: PodWorker): object {
  const { name, namespace, uid } = pod.metadata
  const containers = records
    .filter(({ running }) => running)
    .map((record) => ({ name: record.name, image: record.image?.reference ?? '', resources: {} }))
  return { metadata: { name, namespace, uid }, spec: { containers }, status: {} }
}

function containerLogs(
  [namespace = '', pod = '', container = '']: readonly string[],
  request: ApiRequest,
  node: NodePathContext,
): ApiResponse {
  const worker = node.workers.find(
    (candidate) => candidate.pod.metadata.name === pod && candidate.pod.metadata.namespace === namespace,
  )
  if (!worker) return { ...NOT_FOUND, body: `pod "${pod}" does not exist\n` }
  if (!worker.record(container)) return { ...NOT_FOUND, body: `container "${container}" not found in pod "${pod}"\n` }
  const query = new URLSearchParams(request.query)
  const tail = query.get('tailLines')
  if (tail !== null && !/^\d+$/.test(tail))
    return { status: 400, headers: TEXT, body: `{"message": "invalid log options"}` }
  const stream = node.readLogs(worker, {
    namespace,
    pod,
    container,
    follow: query.get('follow') === 'true',
    ...(tail !== null && { tailLines: Number(tail) }),
    signal: request.signal,
  })
  return { status: 200, headers: TEXT, stream }
}

/** Files below `/var/log` of the node. */
function nodeLogs(path: string, { host, clock }: KubeletContext): ApiResponse {
  const file = `/var/log/${path}`
  const inode = host.files.find(file)
  if (!inode) return NOT_FOUND
  if (inode.kind !== 'directory') return { status: 200, headers: TEXT, body: host.files.readBytes(file) }
  const links = host.files.list(file).map((name) => `<a href="${name}">${name}</a>\n`)
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'last-modified': toSeconds(clock.now()) },
    body: `<pre>\n${links.join('')}</pre>\n`,
  }
}
