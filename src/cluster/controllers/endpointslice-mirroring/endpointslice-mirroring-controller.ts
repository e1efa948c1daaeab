import { keyOf } from '../../apimachinery/object.ts'
import { Endpoints, EndpointSlice, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch } from '../define-controller.ts'
import { arrangeSlices, endpointId, portsId, type EndpointGroup } from '../endpointslice/arrange-slices.ts'
import { SliceTracker } from '../endpointslice/slice-tracker.ts'
import { MANAGED_BY, SERVICE_NAME, writeSlices } from '../endpointslice/write-slices.ts'
import { controllerReference } from '../shared/claim.ts'

const NAME = 'endpointslicemirroring-controller.k8s.io'
const SKIP = 'endpointslice.kubernetes.io/skip-mirror'
const LEADER = 'control-plane.alpha.kubernetes.io/leader'
const NOT_COPIED = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'endpoints.kubernetes.io/last-change-trigger-time',
]
const ENDPOINTS_PER_SLICE = 1000

/** Copies Endpoints that people write, for services without a selector, into EndpointSlices. */
export const endpointSliceMirroringController = defineController<SliceTracker>({
  name: 'endpointslice-mirroring-controller',
  account: 'endpointslicemirroring-controller',
  state: () => new SliceTracker(),
  watches: [
    watch(Endpoints, ({ object }) => [keyOf(object)]),
    watch(Service, ({ object }) => [keyOf(object)]),
    watch(EndpointSlice, ({ type, object }, { state: tracker }) => {
      const { labels, namespace } = object.metadata
      if (labels?.[MANAGED_BY] !== NAME) return []
      const touched = type === 'deleted' || tracker.isForeign(object)
      if (type === 'deleted') tracker.forget(object)
      return touched ? [`${namespace}/${labels[SERVICE_NAME]}`] : []
    }),
  ],
  async reconcile(key, context) {
    const { cache } = context
    const endpoints = cache(Endpoints).get(key)
    const service = cache(Service).get(key)
    // What has been mirrored before goes with its owner.
    if (!endpoints || endpoints.metadata.deletionTimestamp) return undefined
    const { name, namespace = '' } = endpoints.metadata
    const mine = cache(EndpointSlice).labelled(namespace, { [SERVICE_NAME]: name, [MANAGED_BY]: NAME })
    const mirrored = isMirrored(endpoints) && service !== undefined && !service.spec?.selector
    for (const family of ['IPv4', 'IPv6'] as const) {
      const existing = mine.filter(({ addressType }) => addressType === family)
      const groups = mirrored ? groupAddresses(endpoints, family) : new Map<string, EndpointGroup>()
      await writeSlices(
        arrangeSlices(existing, groups, ENDPOINTS_PER_SLICE),
        {
          namespace,
          name,
          addressType: family,
          labels: sliceLabels(endpoints),
          annotations: sliceAnnotations(endpoints),
          ownerReference: controllerReference(Endpoints, endpoints),
        },
        context,
        context.state,
      )
    }
    return undefined
  },
})

function isMirrored({ metadata: { labels, annotations } }: types.Endpoints): boolean {
  return labels?.[SKIP] !== 'true' && annotations?.[LEADER] === undefined
}

function groupAddresses({ subsets = [] }: types.Endpoints, family: 'IPv4' | 'IPv6'): Map<string, EndpointGroup> {
  const groups = new Map<string, EndpointGroup>()
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets) {
    const slicePorts = ports.map(({ name = '', port, protocol = 'TCP', appProtocol }) => ({
      name,
      port,
      protocol,
      ...(appProtocol && { appProtocol }),
    }))
    const id = portsId(slicePorts)
    const members = [
      ...notReadyAddresses.map((address) => mirror(address, false)),
      ...addresses.map((address) => mirror(address, true)),
    ]
    for (const endpoint of members) {
      if (endpoint.addresses[0]!.includes(':') !== (family === 'IPv6')) continue
      const group = groups.get(id) ?? { ports: slicePorts, endpoints: new Map<string, types.Endpoint>() }
      groups.set(id, group)
      group.endpoints.set(endpointId(endpoint), endpoint)
    }
  }
  return groups
}

function mirror({ ip, hostname, nodeName, targetRef }: types.EndpointAddress, ready: boolean): types.Endpoint {
  return {
    addresses: [ip],
    conditions: { ready },
    ...(hostname && { hostname }),
    ...(targetRef && { targetRef }),
    ...(nodeName && { nodeName }),
  }
}

function sliceLabels({ metadata: { labels, name } }: types.Endpoints): Record<string, string> {
  return { ...labels, [MANAGED_BY]: NAME, [SERVICE_NAME]: name }
}

function sliceAnnotations({ metadata: { annotations } }: types.Endpoints): Record<string, string> | undefined {
  const copied = Object.entries(annotations ?? {}).filter(([key]) => !NOT_COPIED.includes(key))
  return copied.length > 0 ? Object.fromEntries(copied) : undefined
}
