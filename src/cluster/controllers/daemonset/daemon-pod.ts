import type { Draft } from '../../apimachinery/object.ts'
import { allowsNode } from '../../apimachinery/node-selector.ts'
import { tolerates } from '../../apimachinery/tolerations.ts'
import { DaemonSet } from '../../resources/generated/kinds.ts'
import type * as types from '../../resources/generated/types.ts'
import { controllerReference } from '../shared/claim.ts'
import { podFromTemplate } from '../shared/pod-control.ts'
import { REVISION_HASH } from '../shared/revisions.ts'

const GENERATION = 'deprecated.daemonset.template.generation'

/** What daemons put up with: they are there for the sake of the node. */
const TOLERATED: readonly (readonly [key: string, effect: string])[] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
]

function tolerationsOf({ tolerations = [], hostNetwork }: types.PodSpec): types.Toleration[] {
  const added = hostNetwork
    ? [...TOLERATED, ['node.kubernetes.io/network-unavailable', 'NoSchedule'] as const]
    : TOLERATED
  const result = [...tolerations]
  for (const [key, effect] of added) {
    const toleration = { key, operator: 'Exists', effect }
    const index = result.findIndex(
      (one) => one.key === key && one.operator === 'Exists' && one.effect === effect && one.value === undefined,
    )
    if (index < 0) result.push(toleration)
    else result[index] = toleration
  }
  return result
}

/** The pod of a DaemonSet for one node: only that node is good for it. */
export function daemonPod(daemonSet: types.DaemonSet, nodeName: string, hash: string): Draft<types.Pod> {
  const { metadata, spec } = podFromTemplate(
    daemonSet.spec!.template,
    daemonSet,
    controllerReference(DaemonSet, daemonSet),
  )
  const generation = daemonSet.metadata.annotations?.[GENERATION]
  const thisNode = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [nodeName] }] }
  const nodeAffinity = {
    ...spec!.affinity?.nodeAffinity,
    requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [thisNode] },
  }
  return {
    metadata: {
      ...metadata,
      labels: {
        ...metadata.labels,
        ...(generation && { 'pod-template-generation': generation }),
        [REVISION_HASH]: hash,
      },
    },
    spec: { ...spec!, affinity: { ...spec!.affinity, nodeAffinity }, tolerations: tolerationsOf(spec!) },
  }
}

/** The node that a daemon pod is on or waits for. */
export function targetNode({ spec }: types.Pod): string {
  if (spec?.nodeName) return spec.nodeName
  const terms = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  for (const { matchFields = [] } of terms)
    for (const { key, values = [] } of matchFields)
      if (key === 'metadata.name' && values.length === 1) return values[0]!
  return ''
}

/** Whether a node should get a pod of the DaemonSet, and whether one that it has may stay. */
export function fitsNode({ spec }: types.DaemonSet, node: types.Node): { runs: boolean; stays: boolean } {
  const template = spec!.template.spec!
  const { name, labels = {} } = node.metadata
  if ((template.nodeName && template.nodeName !== name) || !allowsNode(template, { name, labels }))
    return { runs: false, stays: false }
  const tolerations = tolerationsOf(template)
  const untolerated = (node.spec?.taints ?? []).filter((taint) => !tolerates(tolerations, taint))
  const stays = untolerated.every(({ effect }) => effect !== 'NoExecute')
  return { runs: stays && untolerated.every(({ effect }) => effect !== 'NoSchedule'), stays }
}
