import { Lease, Node, Pod } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { defineController, watch, type ReconcileContext } from '../define-controller.ts'
import { byNode } from '../shared/node-index.ts'
import { setPodCondition } from '../shared/pod-conditions.ts'
import { isReady } from '../shared/pods.ts'
import { runAll } from '../shared/slow-start.ts'
import { isLost, markSilent, probeNode, type NodeHealth } from './node-health.ts'
import { executeTaint, hasExecuteTaint, syncExecuteTaint, syncScheduleTaints } from './node-taints.ts'
import { zoneOf, Zones } from './zones.ts'

const MONITOR = 'monitor'
const MONITOR_MS = 5_000
/** Old labels that still say what newer ones do. */
const BETA_LABELS = { 'kubernetes.io/os': 'beta.kubernetes.io/os', 'kubernetes.io/arch': 'beta.kubernetes.io/arch' }

interface State {
  health: Map<string, NodeHealth>
  zones: Zones
}
type Context = ReconcileContext<State>

/** Watches over nodes: marks those that no longer report, keeps pods off those that are not well, and drives them off those that are gone. */
export const nodeLifecycleController = defineController<State>({
  name: 'node-lifecycle-controller',
  account: 'node-controller',
  eventSource: 'node-controller',
  workers: 8,
  state: () => ({ health: new Map(), zones: new Zones() }),
  initialKeys: [MONITOR],
  watches: [
    watch(Node, ({ type, object }) => (type === 'deleted' ? [] : [`node/${object.metadata.name}`])),
    watch(Lease),
    watch(Pod),
  ],
  async reconcile(key, context) {
    if (key === MONITOR) {
      await monitor(context)
      return MONITOR_MS
    }
    const node = context.cache(Node).get(key.slice('node/'.length))
    if (!node) return undefined
    await syncScheduleTaints(node, context)
    await syncLabels(node, context)
    return undefined
  },
})

async function syncLabels({ metadata: { name, labels = {} } }: types.Node, { client }: Context): Promise<void> {
  const missing = Object.entries(BETA_LABELS).filter(
    ([key, beta]) => labels[key] !== undefined && labels[beta] !== labels[key],
  )
  if (missing.length === 0) return
  const wanted = Object.fromEntries(missing.map(([key, beta]) => [beta, labels[key]!]))
  await client.patch(Node, name, { metadata: { labels: wanted } }, { type: 'strategic' })
}

/** One round over all nodes. */
async function monitor(context: Context): Promise<void> {
  const { cache, state, clock, events } = context
  const nodes = cache(Node).list()
  noteComingAndGoing(nodes, context)
  const wereAllDown = state.zones.allDown
  const seen: { node: types.Node; ready: NodeHealth['ready']; turned: boolean }[] = []
  for (const cached of nodes) {
    const { name } = cached.metadata
    const before = state.health.get(name)
    let [node, health] = [cached, probeNode(cached, before, context)]
    if (isLost(node, health, clock.now())) {
      node = await markSilent(node, becauseOf(node, context).client, clock.now())
      health = { ...health, ready: 'Unknown' }
    }
    if (health !== before) state.health.set(name, health)
    const turned = before?.ready === 'True' && health.ready !== 'True'
    if (turned) {
      events.event(aboutNode(node), 'Normal', 'NodeNotReady', `Node ${name} status is now: NodeNotReady`)
      await markPodsUnready(node, becauseOf(node, context))
    }
    seen.push({ node, ready: health.ready, turned })
  }
  state.zones.update(seen)
  const { allDown } = state.zones
  for (const { node, ready, turned } of seen) {
    const wanted = executeTaint(ready)
    // Nearly all nodes of nearly all rounds.
    if (!wanted && !hasExecuteTaint(node)) continue
    const about = becauseOf(node, context)
    // When all nodes are down it is the control plane that has lost them, and no pod is better off elsewhere.
    if (!wanted || (allDown && !wereAllDown && !turned)) await syncExecuteTaint(node, undefined, about)
    else if (hasExecuteTaint(node)) await syncExecuteTaint(node, wanted, about)
    else if ((!allDown || turned) && state.zones.take(zoneOf(node), clock.now()))
      await syncExecuteTaint(node, wanted, about)
  }
}

/** A round is made by time; what it does to a node is caused by the state in which it found the node. */
function becauseOf({ metadata }: types.Node, context: Context): Context {
  const cause = { revision: Number(metadata.resourceVersion) }
  return { ...context, client: context.client.because(cause), events: context.events.because(cause) }
}

function noteComingAndGoing(nodes: readonly types.Node[], { state, events }: Context): void {
  let known = 0
  for (const node of nodes) {
    const { name } = node.metadata
    if (state.health.has(name)) known++
    else
      events.event(
        aboutNode(node),
        'Normal',
        'RegisteredNode',
        `Node ${name} event: Registered Node ${name} in Controller`,
      )
  }
  if (known === state.health.size) return
  const present = new Set(nodes.map(({ metadata }) => metadata.name))
  for (const name of state.health.keys()) {
    if (present.has(name)) continue
    state.health.delete(name)
    const subject = { apiVersion: 'v1', kind: 'Node', name }
    events.event(subject, 'Normal', 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`)
  }
}

// Verbatim: these events name the node without its version.
const aboutNode = ({ metadata: { name, uid } }: types.Node): types.ObjectReference => ({
  apiVersion: 'v1',
  kind: 'Node',
  name,
  uid,
})

/** Pods of a node that has stopped to be ready count as not ready, whatever they last said. A node that is only starting says it of its
 *  pods itself. */
async function markPodsUnready(node: types.Node, context: Context): Promise<void> {
  await runAll(context.cache(Pod).by(byNode, node.metadata.name), async (pod) => {
    context.events.event(pod, 'Warning', 'NodeNotReady', 'Node is not ready')
    if (isReady(pod)) await setPodCondition(context, pod, { type: 'Ready', status: 'False' })
  })
}
