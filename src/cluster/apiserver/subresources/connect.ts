import { timeError } from '../../apimachinery/decode/time-text.ts'
import { badRequest, invalid } from '../../apimachinery/errors.ts'
import { FieldErrors } from '../../apimachinery/field-errors.ts'
import type { Container, Pod } from '../../resources/generated/types.ts'
import type { NodeEndpoint, NodeEndpoints } from '../../kubelet/node-endpoint.ts'
import type { Core, RequestContext } from '../core.ts'
import type { ApiResponse } from '../http.ts'
import { admitRequest, attributesOf } from '../operations/admitted.ts'
import { read } from '../operations/read.ts'
import { parseInteger } from '../query-values.ts'
import { isTrue } from '../request-info.ts'
import type { ResourceRequest } from '../resource-request.ts'
import { proxyNode, proxyPod, proxyService, type ProxyNetwork } from './proxy.ts'
import { reachNode } from './reach-node.ts'

/** Serves a subresource that reaches into a node or a pod. */
export type ConnectHandler = (core: Core, context: RequestContext, call: ResourceRequest) => Promise<ApiResponse>

/** By `plural/subresource`. */
export type ConnectHandlers = Readonly<Record<string, ConnectHandler>>

/** Log, exec, attach and port-forward by way of the kubelet; proxies by way of the pod network. */
export function createConnectHandlers(nodes: NodeEndpoints, network: ProxyNetwork): ConnectHandlers {
  return {
    'pods/log': (core, _context, call) => readLog(core, nodes, call),
    'pods/exec': admitted('PodExecOptions', (core, call) => exec(core, nodes, call)),
    'pods/attach': admitted('PodAttachOptions', (core, call) => attach(core, nodes, call)),
    'pods/portforward': admitted('PodPortForwardOptions', (core, call) => portForward(core, nodes, call)),
    'pods/proxy': (core, _context, call) => proxyPod(core, network, call),
    'services/proxy': (core, _context, call) => proxyService(core, network, call),
    'nodes/proxy': (core, _context, call) => proxyNode(core, nodes, call),
  }
}

function admitted(
  kind: string,
  serve: (core: Core, call: ResourceRequest) => Promise<ApiResponse>,
): (core: Core, context: RequestContext, call: ResourceRequest) => Promise<ApiResponse> {
  return async (core, context, call) => {
    const options = connectOptions(kind, call.query)
    const attributes = attributesOf(context, call.resource, 'CONNECT', call.info, { options })
    await admitRequest(core, attributes)
    return serve(core, call)
  }
}

const FLAGS = new Set(['stdin', 'stdout', 'stderr', 'tty'])
const LISTS = new Set(['command', 'ports'])

/** The query as the object that it stands for. */
function connectOptions(kind: string, query: URLSearchParams): Record<string, unknown> {
  const options: Record<string, unknown> = { kind, apiVersion: 'v1' }
  for (const name of query.keys()) {
    if (LISTS.has(name)) options[name] = query.getAll(name)
    else if (!FLAGS.has(name)) options[name] = query.get(name)
    else if (isTrue(query.get(name))) options[name] = true
  }
  return options
}

async function readLog(core: Core, nodes: NodeEndpoints, call: ResourceRequest): Promise<ApiResponse> {
  const { query, info, request, resource } = call
  const number = (name: string) => (query.get(name) ? parseInteger(query.get(name)!) : undefined)
  checkLogOptions(info.name, number, query)
  const pod = read(core, resource, info.namespace, info.name) as Pod
  const container = chooseContainer(pod, query.get('container'))
  const plainText = { 'content-type': 'text/plain' }
  // Nothing has been started yet: there is no log, which is no mistake.
  if (!pod.spec!.nodeName) return { status: 204, headers: {}, body: '' }
  const logs = await endpointOf(core, nodes, pod).logs({
    namespace: info.namespace,
    pod: info.name,
    container,
    follow: isTrue(query.get('follow')),
    previous: isTrue(query.get('previous')),
    timestamps: isTrue(query.get('timestamps')),
    ...withoutUndefined({
      tailLines: number('tailLines'),
      sinceSeconds: number('sinceSeconds'),
      limitBytes: number('limitBytes'),
      sinceTime: query.get('sinceTime') ?? undefined,
    }),
    signal: request.signal,
  })
  return { status: 200, headers: plainText, stream: logs }
}

/** @throws StatusError Invalid */
function checkLogOptions(pod: string, number: (name: string) => number | undefined, query: URLSearchParams): void {
  const sinceTime = query.get('sinceTime')
  const problem = sinceTime === null ? undefined : timeError(sinceTime, 'time')
  if (problem) throw badRequest(problem)
  const errors = new FieldErrors()
  if (query.has('stream') && query.get('stream') !== 'All') errors.at('stream').forbidden('may not be specified')
  if ((number('tailLines') ?? 0) < 0)
    errors.at('tailLines').invalid(number('tailLines'), 'must be greater than or equal to 0')
  if ((number('limitBytes') ?? 1) < 1) errors.at('limitBytes').invalid(number('limitBytes'), 'must be greater than 0')
  if (query.has('sinceSeconds') && query.has('sinceTime'))
    errors.at('[]').forbidden('at most one of `sinceTime` or `sinceSeconds` may be specified')
  else if ((number('sinceSeconds') ?? 1) < 1)
    errors.at('sinceSeconds').invalid(number('sinceSeconds'), 'must be greater than 0')
  // Streams are told apart only behind a feature gate that is off.
  if (query.has('stream')) errors.at('stream').forbidden('may not be specified')
  if (errors.list.length > 0) throw invalid({ group: '', kind: 'PodLogOptions' }, pod, errors.list)
}

async function exec(core: Core, nodes: NodeEndpoints, call: ResourceRequest): Promise<ApiResponse> {
  const { query, info } = call
  const pod = read(core, call.resource, info.namespace, info.name) as Pod
  const command = query.getAll('command')
  const container = {
    namespace: info.namespace,
    pod: info.name,
    container: chooseContainer(pod, query.get('container')),
  }
  const endpoint = endpointOf(core, nodes, pod)
  if (command.length === 0) throw badRequest('you must specify at least one command for the container')
  const streams = processStreams(query)
  const run = await endpoint.exec({ ...container, ...streams, command })
  return { status: 101, headers: {}, upgrade: { kind: 'process', ...streams, run } }
}

async function attach(core: Core, nodes: NodeEndpoints, call: ResourceRequest): Promise<ApiResponse> {
  const { query, info } = call
  const pod = read(core, call.resource, info.namespace, info.name) as Pod
  const container = {
    namespace: info.namespace,
    pod: info.name,
    container: chooseContainer(pod, query.get('container')),
  }
  const endpoint = endpointOf(core, nodes, pod)
  const streams = processStreams(query)
  const run = await endpoint.attach({ ...container, ...streams })
  return { status: 101, headers: {}, upgrade: { kind: 'process', ...streams, run } }
}

async function portForward(core: Core, nodes: NodeEndpoints, call: ResourceRequest): Promise<ApiResponse> {
  const { query, info } = call
  const texts = query.getAll('ports').flatMap((text) => text.split(','))
  const wrong = texts.find((text) => !/^\d+$/.test(text))
  if (wrong !== undefined)
    throw badRequest(`cannot convert to []int32: strconv.ParseUint: parsing ${JSON.stringify(wrong)}: invalid syntax`)
  const pod = read(core, call.resource, info.namespace, info.name) as Pod
  const connect = await endpointOf(core, nodes, pod).portForward({ namespace: info.namespace, pod: info.name })
  const ports = texts.map(Number)
  return { status: 101, headers: {}, upgrade: { kind: 'port-forward', ports, connect } }
}

function processStreams(query: URLSearchParams) {
  const tty = isTrue(query.get('tty'))
  const streams = {
    stdin: isTrue(query.get('stdin')),
    stdout: isTrue(query.get('stdout')),
    stderr: isTrue(query.get('stderr')) && !tty,
    tty,
  }
  if (!streams.stdin && !streams.stdout && !streams.stderr)
    throw badRequest('you must specify at least 1 of stdin, stdout, stderr')
  return streams
}

/** The container that a request means: the one it names, or the only one. */
function chooseContainer(pod: Pod, wanted: string | null): string {
  const { name } = pod.metadata
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec!
  const all = [...initContainers, ...containers, ...ephemeralContainers].map(
    (container: { name: string }) => container.name,
  )
  if (wanted) {
    if (all.includes(wanted)) return wanted
    throw badRequest(`container ${wanted} is not valid for pod ${name}`)
  }
  if (containers.length === 1) return containers[0]!.name
  const names = (list: readonly Pick<Container, 'name'>[]) => `[${list.map((container) => container.name).join(' ')}]`
  const init = initContainers.length > 0 ? ` or one of the init containers: ${names(initContainers)}` : ''
  throw badRequest(`a container name must be specified for pod ${name}, choose one of: ${names(containers)}${init}`)
}

/**
 * The kubelet of the pod's node.
 * @throws StatusError BadRequest when the pod has none, InternalError when it does not answer
 */
function endpointOf(core: Core, nodes: NodeEndpoints, pod: Pod): NodeEndpoint {
  const nodeName = pod.spec!.nodeName
  if (!nodeName) throw badRequest(`pod ${pod.metadata.name} does not have a host assigned`)
  return reachNode(core, nodes, nodeName)
}

function withoutUndefined<T extends Record<string, unknown>>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never
}
