import type { KubeObject } from '../../apimachinery/object.ts'
import { selectorOf } from '../../apimachinery/selectors.ts'
import type { Node, Pod, PodDisruptionBudget } from '../../resources/generated/types.ts'
import type { Change } from '../../etcd/store.ts'
import type { Telling, World } from '../story.ts'

const readyOf = ({ status }: Node) => status?.conditions?.find(({ type }) => type === 'Ready')
const taintsOf = ({ spec }: Node) => (spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)

/** Nodes: cordons, taints, silence, and budgets that hold up a drain. */
export const node: Telling = {
  deed({ object, previous, deleted }: Change) {
    if (deleted || !previous) return undefined
    const now = object as Node
    const before = previous as Node
    if (now.spec?.unschedulable && !before.spec?.unschedulable) return { verb: 'cordoned' }
    if (!now.spec?.unschedulable && before.spec?.unschedulable) return { verb: 'uncordoned' }
    const known = taintsOf(before)
    const added = taintsOf(now).filter((taint) => !known.includes(taint))
    if (added.length > 0) return { verb: 'tainted', detail: `: ${added.join(', ')}` }
    const removed = known.filter((taint) => !taintsOf(now).includes(taint))
    if (removed.length > 0) return { verb: 'took taints from', detail: `: ${removed.join(', ')}` }
    const ready = readyOf(now)
    if (ready && ready.status !== readyOf(before)?.status)
      return {
        verb: ready.status === 'True' ? 'found ready' : 'found not ready',
        detail: `: ${ready.message || ready.reason}`,
      }
    return { verb: 'noted the state of', minor: true }
  },
  endings(object, world) {
    const { metadata, spec } = object as Node
    if (!spec?.unschedulable) return []
    return heldUp(metadata.name, world).map((budget) => {
      const { desiredHealthy = 0, currentHealthy = 0 } = budget.status ?? {}
      const what = `refuses to evict: PodDisruptionBudget ${budget.metadata.name} needs ${desiredHealthy} healthy pods and has ${currentHealthy}`
      return { who: 'kube-apiserver', what, state: 'waits' }
    })
  },
}

/** The budgets that let no pod of a node go. */
function heldUp(nodeName: string, world: World): PodDisruptionBudget[] {
  const here = [...world.list('pods')].filter((pod) => (pod as Pod).spec?.nodeName === nodeName)
  const spent = [...world.list('poddisruptionbudgets.policy')] as (KubeObject & PodDisruptionBudget)[]
  return spent.filter(
    ({ metadata, spec, status }) =>
      status?.disruptionsAllowed === 0 &&
      here.some(
        (pod) =>
          pod.metadata.namespace === metadata.namespace &&
          !pod.metadata.deletionTimestamp &&
          selectorOf(spec?.selector).matches(pod.metadata.labels ?? {}),
      ),
  )
}
