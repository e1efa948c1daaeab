import { StatusError, type StatusReason } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import { EndpointSlice, Node, Pod, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { controllerReference } from '../shared/claim.ts'
import { slicePort, sortPorts } from '../shared/port-order.ts'
import { servicesConcerned } from '../shared/service-pods.ts'
import { LAST_CHANGE_TRIGGER_TIME, TriggerTimes } from '../shared/trigger-times.ts'
import { arrangeSlices, endpointId, oneEmptySlice, portsId, type EndpointGroup } from './arrange-slices.ts'
import { podAddress, podAddresses, podEndpoint, podPorts, type AddressType } from './pod-endpoint.ts'
import { SliceTracker } from './slice-tracker.ts'
import { MANAGED_BY, SERVICE_NAME, writeSlices } from './write-slices.ts'

const NAME = 'endpointslice-controller.k8s.io'
const HEADLESS = 'service.kubernetes.io/headless'
// A pod's node may only be known late.
const NODE_WAIT_MS = 10_000
const ENDPOINTS_PER_SLICE = 100
const ZONE = 'topology.kubernetes.io/zone'

// The cache was behind; the next try knows more.
const EXPECTED: ReadonlySet<StatusReason> = new Set(['NotFound', 'Conflict', 'AlreadyExists'])

interface State {
  times: TriggerTimes
  tracker: SliceTracker
}

type Context = ReconcileContext<State>

/** Keeps the EndpointSlices of services that select pods. */
export const endpointSliceController = defineController<State>({
  name: 'endpointslice-controller',
  account: 'endpointslice-controller',
  eventSource: 'endpoint-slice-controller',
  state: () => ({ times: new TriggerTimes(), tracker: new SliceTracker() }),
  watches: [
    watch(Service, ({ object }) => [keyOf(object)]),
    watch(Pod, servicesConcerned),
    watch(EndpointSlice, ({ type, object, old }, { state: { tracker } }) => {
      const labels = object.metadata.labels ?? old?.metadata.labels ?? {}
      const moved = labels[SERVICE_NAME] !== old?.metadata.labels?.[SERVICE_NAME]
      const touched = type === 'deleted' || moved || tracker.isForeign(object)
      if (type === 'deleted') tracker.forget(object)
      return touched && labels[MANAGED_BY] === NAME ? [`${object.metadata.namespace}/${labels[SERVICE_NAME]}`] : []
    }),
    watch(Node),
  ],
  async reconcile(key, context) {
    const service = context.cache(Service).get(key)
    if (!service) {
      context.state.times.forget(key)
      return undefined
    }
    if (service.metadata.deletionTimestamp || service.spec?.type === 'ExternalName' || !service.spec?.selector)
      return undefined
    try {
      return await syncSlices(key, service, context)
    } catch (error) {
      if (error instanceof StatusError && !EXPECTED.has(error.reason)) reportFailure(service, error.message, context)
      throw error
    }
  },
})

function reportFailure(service: types.Service, problem: string, { events }: Context): void {
  const { namespace, name } = service.metadata
  const message = `Error updating Endpoint Slices for Service ${namespace}/${name}: ${problem}`
  events.event(service, 'Warning', 'FailedToUpdateEndpointSlices', message)
}

/** @returns when to look again for the node of a pod that was left out, in milliseconds */
async function syncSlices(key: string, service: types.Service, context: Context): Promise<number | undefined> {
  const { cache, state } = context
  const { name, namespace = '' } = service.metadata
  const selected = cache(Pod).labelled(namespace, service.spec!.selector!)
  const { publishNotReadyAddresses = false } = service.spec!
  const isMissing = (pod: types.Pod) =>
    !publishNotReadyAddresses && podAddresses(pod).length > 0 && !cache(Node).get(pod.spec?.nodeName ?? '')
  const lost = selected.find(isMissing)
  const pods = lost ? selected.filter((pod) => !isMissing(pod)) : selected
  const triggerTime = state.times.next(key, service, pods)
  const mine = cache(EndpointSlice).labelled(namespace, { [SERVICE_NAME]: name, [MANAGED_BY]: NAME })
  const families = (service.spec?.ipFamilies ?? ['IPv4']) as AddressType[]
  for (const family of families) {
    const groups = groupPods(service, pods, family, context)
    const existing = mine.filter(({ addressType, metadata }) => addressType === family && !metadata.deletionTimestamp)
    await writeSlices(
      groups.size > 0 ? arrangeSlices(existing, groups, ENDPOINTS_PER_SLICE) : oneEmptySlice(existing),
      {
        namespace,
        name,
        addressType: family,
        labels: sliceLabels(service),
        annotations: triggerTime ? { [LAST_CHANGE_TRIGGER_TIME]: triggerTime } : undefined,
        ownerReference: controllerReference(Service, service),
      },
      context,
      state.tracker,
    )
  }
  const outdated = mine.filter(({ addressType }) => !families.includes(addressType as AddressType))
  for (const { metadata } of outdated) await context.client.delete(EndpointSlice, metadata.name, { namespace })
  if (!lost) return undefined
  const { nodeName = '' } = lost.spec ?? {}
  const problem = `skipping Pod ${lost.metadata.name} for Service ${namespace}/${name}: Node ${nodeName} Not Found`
  reportFailure(service, problem, context)
  return NODE_WAIT_MS
}

/** The pods with an address, by the ports that they serve. */
function groupPods(
  service: types.Service,
  pods: readonly types.Pod[],
  family: AddressType,
  { cache }: Context,
): Map<string, EndpointGroup> {
  const groups = new Map<string, EndpointGroup>()
  for (const pod of pods) {
    const address = podAddress(pod, family)
    if (!address) continue
    const ports = podPorts(service, pod)
    const zone = cache(Node).get(pod.spec?.nodeName ?? '')?.metadata.labels?.[ZONE]
    const endpoint = podEndpoint(pod, address, service, zone)
    const id = portsId(ports)
    const group = groups.get(id) ?? { ports: sortPorts(ports, slicePort), endpoints: new Map<string, types.Endpoint>() }
    groups.set(id, group)
    group.endpoints.set(endpointId(endpoint), endpoint)
  }
  return groups
}

function sliceLabels({ metadata, spec }: types.Service): Record<string, string> {
  const { [HEADLESS]: _headless, [MANAGED_BY]: _manager, [SERVICE_NAME]: _service, ...own } = metadata.labels ?? {}
  return {
    ...own,
    ...(spec?.clusterIP === 'None' && { [HEADLESS]: '' }),
    [MANAGED_BY]: NAME,
    [SERVICE_NAME]: metadata.name,
  }
}
