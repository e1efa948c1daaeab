import { controllerOf } from '../../apimachinery/object.ts'
import { selectorOf, type Selector } from '../../apimachinery/selectors.ts'
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../resources/generated/types.ts'
import type { SchedulerObjects } from '../snapshot.ts'

/** One constraint of PodTopologySpread, ready to be asked. */
export interface SpreadConstraint {
  key: string
  maxSkew: number
  minDomains: number
  selector: Selector
  /** The same for selectors of one namespace that select the same. */
  selectorKey: string
  honorAffinity: boolean
  honorTaints: boolean
}

/** The label whose every value is a domain of one node. */
export const HOSTNAME = 'kubernetes.io/hostname'

// What the real scheduler assumes for pods of a Service or workload that name no constraints.
const DEFAULTS = [
  { key: HOSTNAME, maxSkew: 3 },
  { key: 'topology.kubernetes.io/zone', maxSkew: 5 },
]

/** A pod's own constraints. @param when `DoNotSchedule` or `ScheduleAnyway` */
export function constraintsOf({ spec, metadata }: Pod, when: string): SpreadConstraint[] {
  return (spec!.topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when)
    .map((constraint) => {
      const selector = selectorOf(withMatchLabelKeys(constraint, metadata.labels ?? {}))
      return {
        key: constraint.topologyKey,
        maxSkew: constraint.maxSkew,
        minDomains: constraint.minDomains ?? 1,
        selector,
        selectorKey: keyOfSelector(metadata.namespace!, selector),
        honorAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
        honorTaints: constraint.nodeTaintsPolicy === 'Honor',
      }
    })
}

// What selects nothing has no text, just as what selects everything.
const keyOfSelector = (namespace: string, selector: Selector) =>
  `${namespace} ${selector.isEmpty ? '*' : selector.toString()}`

function withMatchLabelKeys(
  { labelSelector, matchLabelKeys }: TopologySpreadConstraint,
  labels: Record<string, string>,
): LabelSelector | undefined {
  const keys = matchLabelKeys?.filter((key) => labels[key] !== undefined)
  if (!keys?.length) return labelSelector
  return {
    ...labelSelector,
    matchLabels: { ...labelSelector?.matchLabels, ...Object.fromEntries(keys.map((key) => [key, labels[key]!])) },
  }
}

/** The system's own constraints hold for pods that a Service, ReplicaSet, StatefulSet or ReplicationController selects. */
export function defaultConstraints(pod: Pod, objects: SchedulerObjects): SpreadConstraint[] {
  const selector = ownersSelector(pod, objects)
  if (!selector) return []
  const selectorKey = keyOfSelector(pod.metadata.namespace!, selector)
  return DEFAULTS.map(({ key, maxSkew }) => ({
    key,
    maxSkew,
    minDomains: 1,
    selector,
    selectorKey,
    honorAffinity: true,
    honorTaints: false,
  }))
}

function ownersSelector(pod: Pod, objects: SchedulerObjects): Selector | undefined {
  const { namespace = '', labels = {} } = pod.metadata
  const matchLabels: Record<string, string> = {}
  for (const { spec } of objects.services.list(namespace))
    if (spec?.selector && selectorOf({ matchLabels: spec.selector }).matches(labels))
      Object.assign(matchLabels, spec.selector)
  let matchExpressions: LabelSelector['matchExpressions']
  const owner = controllerOf(pod)
  const key = `${namespace}/${owner?.name ?? ''}`
  const workload =
    owner?.kind === 'ReplicaSet'
      ? objects.replicaSets.get(key)
      : owner?.kind === 'StatefulSet'
        ? objects.statefulSets.get(key)
        : undefined
  if (workload?.spec?.selector) {
    Object.assign(matchLabels, workload.spec.selector.matchLabels)
    matchExpressions = workload.spec.selector.matchExpressions
  } else if (owner?.kind === 'ReplicationController')
    Object.assign(matchLabels, objects.replicationControllers.get(key)?.spec?.selector)
  if (Object.keys(matchLabels).length === 0 && !matchExpressions?.length) return undefined
  return selectorOf({ matchLabels, ...(matchExpressions && { matchExpressions }) })
}
