import { semanticEqual } from '../../apimachinery/deep.ts'
import { isReason, StatusError } from '../../apimachinery/errors.ts'
import { keyOf, splitKey } from '../../apimachinery/object.ts'
import { Endpoints, Pod, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { podAddress, podPorts } from '../endpointslice/pod-endpoint.ts'
import { isNamespaceTerminating } from '../shared/pod-control.ts'
import { isReady } from '../shared/pods.ts'
import { servicesConcerned } from '../shared/service-pods.ts'
import { LAST_CHANGE_TRIGGER_TIME, TriggerTimes } from '../shared/trigger-times.ts'
import { packSubsets, type AddressPort } from './subsets.ts'

const MANAGED_BY = 'endpoints.kubernetes.io/managed-by'
const NAME = 'endpoint-controller'
const HEADLESS = 'service.kubernetes.io/headless'
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity'
const CAPACITY = 1000

/** Keeps the Endpoints of services that select pods, for clients that do not know EndpointSlices. */
export const endpointsController = defineController<TriggerTimes>({
  name: 'endpoints-controller',
  account: 'endpoint-controller',
  eventSource: 'endpoint-controller',
  state: () => new TriggerTimes(),
  watches: [
    watch(Service, ({ object }) => [keyOf(object)]),
    watch(Pod, servicesConcerned),
    // Those of a service that went while nobody looked have no owner that would take them along.
    watch(Endpoints, ({ type, object }) =>
      type === 'deleted' || (type === 'added' && object.metadata.labels?.[MANAGED_BY] === NAME) ? [keyOf(object)] : [],
    ),
  ],
  async reconcile(key, context) {
    const { cache, client, state, events } = context
    const service = cache(Service).get(key)
    const { name, namespace = '' } = splitKey(key)
    const current = cache(Endpoints).get(key)
    if (!service) {
      state.forget(key)
      if (current) await client.delete(Endpoints, name, { namespace }).catch(ignoreNotFound)
      return undefined
    }
    if (service.spec?.type === 'ExternalName' || !service.spec?.selector) return undefined
    const next = desired(key, service, current, context)
    if (!next) return undefined
    try {
      if (current)
        await client.update(Endpoints, { ...current, ...next, metadata: { ...current.metadata, ...next.metadata } })
      else await client.create(Endpoints, { ...next, metadata: { ...next.metadata, name, namespace } })
    } catch (error) {
      if (isNamespaceTerminating(error)) return undefined
      if (error instanceof StatusError && error.reason !== 'Conflict' && error.reason !== 'AlreadyExists') {
        if (current)
          events.event(
            current,
            'Warning',
            'FailedToUpdateEndpoint',
            `Failed to update endpoint ${key}: ${error.message}`,
          )
        else
          events.event(
            service,
            'Warning',
            'FailedToCreateEndpoint',
            `Failed to create endpoint for service ${key}: ${error.message}`,
          )
      }
      throw error
    }
    return undefined
  },
})

function ignoreNotFound(error: unknown): void {
  if (!isReason(error, 'NotFound')) throw error
}

interface Content {
  metadata: { labels: Record<string, string>; annotations?: Record<string, string> }
  subsets: types.EndpointSubset[]
}

/** What the Endpoints should be; `undefined` when they are. */
function desired(
  key: string,
  service: types.Service,
  current: types.Endpoints | undefined,
  { cache, state }: ReconcileContext<TriggerTimes>,
): Content | undefined {
  const pods = cache(Pod).labelled(service.metadata.namespace ?? '', service.spec!.selector!)
  const pairs = pods.flatMap((pod) => pairsOf(service, pod))
  const triggerTime = state.next(key, service, pods)
  const subsets = packSubsets(pairs.slice(0, CAPACITY * Math.max(1, service.spec?.ports?.length ?? 0)))
  const labels = {
    ...service.metadata.labels,
    ...(service.spec?.clusterIP === 'None' && { [HEADLESS]: '' }),
    [MANAGED_BY]: NAME,
  }
  if (current && semanticEqual(current.subsets, subsets) && semanticEqual(current.metadata.labels, labels))
    return undefined
  const { [LAST_CHANGE_TRIGGER_TIME]: _time, [OVER_CAPACITY]: _over, ...others } = current?.metadata.annotations ?? {}
  const annotations = {
    ...others,
    ...(triggerTime && { [LAST_CHANGE_TRIGGER_TIME]: triggerTime }),
    ...(pods.length > CAPACITY && { [OVER_CAPACITY]: 'truncated' }),
  }
  return { metadata: { labels, annotations }, subsets }
}

function pairsOf(service: types.Service, pod: types.Pod): AddressPort[] {
  const { publishNotReadyAddresses = false, ipFamilies, clusterIP } = service.spec ?? {}
  if (pod.metadata.deletionTimestamp && !publishNotReadyAddresses) return []
  const ip = podAddress(pod, ipFamilies?.[0] === 'IPv6' ? 'IPv6' : 'IPv4')
  if (!ip) return []
  const { name, namespace = '', uid } = pod.metadata
  const { nodeName = '', hostname, subdomain } = pod.spec ?? {}
  const address: types.EndpointAddress = {
    ip,
    ...(hostname && subdomain === service.metadata.name && { hostname }),
    // An address without node is refused by the server, as the events of the service then say.
    nodeName,
    targetRef: { kind: 'Pod', namespace, name, uid },
  }
  const ready = publishNotReadyAddresses || isReady(pod)
  const isPortless = (service.spec?.ports ?? []).length === 0 && clusterIP === 'None'
  const ports: (types.EndpointPort | undefined)[] = isPortless
    ? [undefined]
    : podPorts(service, pod).map(({ name, port, protocol, appProtocol }) => ({
        ...(name && { name }),
        port: port!,
        ...(protocol && { protocol }),
        ...(appProtocol && { appProtocol }),
      }))
  return ports.map((port) => ({ address, ready, port }))
}
