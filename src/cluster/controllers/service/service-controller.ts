import { semanticEqual } from '../../apimachinery/deep.ts'
import { isReason } from '../../apimachinery/errors.ts'
import { keyOf } from '../../apimachinery/object.ts'
import type { CloudProvider } from '../../cloud-provider.ts'
import { Node, Service } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type Controller, type ReconcileContext } from '../define-controller.ts'
import { loadBalancerNodes } from './load-balancer-nodes.ts'

const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup'
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 300_000

/** What the cloud was last told about a Service. */
interface Applied {
  uid: string
  spec: types.Service['spec']
  annotations: Record<string, string> | undefined
  nodes: string
}

interface State {
  applied: Map<string, Applied>
  failures: Map<string, number>
}

type Context = ReconcileContext<State>

/** Gives Services of type LoadBalancer their load balancers in the cloud. */
export function createServiceController(cloud: CloudProvider): Controller {
  return defineController<State>({
    name: 'service-lb-controller',
    eventSource: 'service-controller',
    state: () => ({ applied: new Map(), failures: new Map() }),
    watches: [
      watch(Service, ({ object, old }) => (old && isSameWish(old, object) ? [] : [keyOf(object)])),
      watch(Node, (_event, { state }) => state.applied.keys()),
    ],
    async reconcile(key, context) {
      const { cache, state } = context
      const service = cache(Service).get(key)
      try {
        if (!service || !wantsLoadBalancer(service)) {
          state.applied.delete(key)
          if (service?.metadata.finalizers?.includes(FINALIZER)) await remove(cloud, service, context)
        } else {
          await ensure(cloud, key, service, context)
        }
      } catch (error) {
        if (!(error instanceof CloudFailure) || !service) throw error
        context.events.event(service, 'Warning', error.reason, error.message)
        const failures = state.failures.get(key) ?? 0
        state.failures.set(key, failures + 1)
        return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
      }
      state.failures.delete(key)
      return undefined
    },
  })
}

/** What the cloud refused, as its event says it. Not a fault of the controller, which tries again. */
class CloudFailure extends Error {
  override name = 'CloudFailure'
  readonly reason: string

  constructor(reason: string, message: string, cause: unknown) {
    super(message + (cause instanceof Error ? cause.message : String(cause)), { cause })
    this.reason = reason
  }
}

function wantsLoadBalancer({ metadata, spec }: types.Service): boolean {
  return spec?.type === 'LoadBalancer' && !spec.loadBalancerClass && !metadata.deletionTimestamp
}

/** Whether a change was one of status or finalizers, which must not cut a back-off short. */
function isSameWish(a: types.Service, b: types.Service): boolean {
  const wish = ({ metadata, spec }: types.Service) => [
    metadata.uid,
    metadata.deletionTimestamp,
    metadata.annotations,
    spec,
  ]
  return semanticEqual(wish(a), wish(b))
}

async function ensure(cloud: CloudProvider, key: string, service: types.Service, context: Context): Promise<void> {
  const { cache, state, events } = context
  const nodes = loadBalancerNodes(cache(Node))
  const wanted: Applied = {
    uid: service.metadata.uid,
    spec: service.spec,
    annotations: service.metadata.annotations,
    nodes: nodes.map(({ spec }) => spec!.providerID!).join(),
  }
  const applied = state.applied.get(key)
  const isSame = applied !== undefined && semanticEqual({ ...applied, nodes: '' }, { ...wanted, nodes: '' })
  if (isSame && applied.nodes === wanted.nodes) return
  if (nodes.length === 0)
    events.event(service, 'Warning', 'UnAvailableLoadBalancer', 'There are no available nodes for LoadBalancer')
  if (isSame) {
    await cloud.updateLoadBalancer(service, nodes).catch((error: unknown) => {
      const names = nodes.map(({ metadata }) => metadata.name).join(' ')
      const hosts = `[${names}] [node names limited, total number of nodes: ${nodes.length}]`
      const text = `Error updating load balancer with new hosts ${hosts}, error: `
      throw new CloudFailure('UpdateLoadBalancerFailed', text, error)
    })
    events.event(service, 'Normal', 'UpdatedLoadBalancer', 'Updated load balancer with new hosts')
  } else {
    events.event(service, 'Normal', 'EnsuringLoadBalancer', 'Ensuring load balancer')
    const held = await hold(service, context)
    const ingress = await cloud.ensureLoadBalancer(held, nodes).catch((error: unknown) => {
      const text = 'Error syncing load balancer: failed to ensure load balancer: '
      throw new CloudFailure('SyncLoadBalancerFailed', text, error)
    })
    if (ingress) {
      await writeIngress(held, [ingress], context)
      events.event(service, 'Normal', 'EnsuredLoadBalancer', 'Ensured load balancer')
    }
  }
  state.applied.set(key, wanted)
}

async function remove(cloud: CloudProvider, service: types.Service, context: Context): Promise<void> {
  const { client, events } = context
  events.event(service, 'Normal', 'DeletingLoadBalancer', 'Deleting load balancer')
  await cloud.ensureLoadBalancerDeleted(service).catch((error: unknown) => {
    const text = 'Error syncing load balancer: failed to delete load balancer: '
    throw new CloudFailure('SyncLoadBalancerFailed', text, error)
  })
  try {
    const cleared = await writeIngress(service, [], context)
    const { finalizers = [], ...metadata } = cleared.metadata
    const rest = finalizers.filter((one) => one !== FINALIZER)
    const next = { ...metadata, ...(rest.length > 0 && { finalizers: rest }) }
    await client.update(Service, { ...cleared, metadata: next })
  } catch (error) {
    if (!isReason(error, 'NotFound')) throw error
  }
  events.event(service, 'Normal', 'DeletedLoadBalancer', 'Deleted load balancer')
}

/** Keeps the Service, once deleted, until its load balancer is gone. */
async function hold(service: types.Service, { client }: Context): Promise<types.Service> {
  const { finalizers = [] } = service.metadata
  if (finalizers.includes(FINALIZER)) return service
  return client.update(Service, {
    ...service,
    metadata: { ...service.metadata, finalizers: [...finalizers, FINALIZER] },
  })
}

async function writeIngress(
  service: types.Service,
  ingress: { hostname: string }[],
  { client }: Context,
): Promise<types.Service> {
  const loadBalancer = ingress.length > 0 ? { ingress } : {}
  if (semanticEqual(service.status?.loadBalancer ?? {}, loadBalancer)) return service
  return client.update(Service, { ...service, status: { ...service.status, loadBalancer } }, { subresource: 'status' })
}
