import { allowsNode, isEmptyTerm, matchesNodeTerm } from '../../apimachinery/node-selector.ts'
import type { NodeSelector, Pod } from '../../resources/generated/types.ts'
import { refuseForGood, scaleScores, type SchedulerPlugin } from '../plugin.ts'
import { opensNodeOrTaints } from '../queueing-hints.ts'

const REASON = "node(s) didn't match Pod's node affinity/selector"

export const nodeAffinity: SchedulerPlugin = {
  name: 'NodeAffinity',
  wakesOn: ['node-added', 'node-labels', 'node-taints', 'pod-changed'],
  helps: (pod, change) => opensNodeOrTaints(nodeAffinity, pod, change),
  nodeLocal: true,
  preFilter({ pod }) {
    const { nodeSelector, affinity } = pod.spec!
    const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    if (!nodeSelector && !required) return 'skip'
    const nodes = namedNodes(required)
    if (nodes?.size === 0) return refuseForGood('pod affinity terms conflict')
    return nodes && { nodes }
  },
  filter: ({ pod }, node) => (allowsNode(pod.spec!, node) ? undefined : refuseForGood(REASON)),
  preScore: ({ pod }) => (preferredTerms(pod).length > 0 ? undefined : 'skip'),
  score({ pod }, node) {
    let sum = 0
    for (const { weight, preference } of preferredTerms(pod))
      if (weight !== 0 && (isEmptyTerm(preference) || matchesNodeTerm(preference, node))) sum += weight
    return sum
  },
  normalize: (scores) => scaleScores(scores),
}

const preferredTerms = (pod: Pod) =>
  pod.spec!.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []

/** The nodes that every term names, when every term names some: no other needs to be looked at. */
function namedNodes(required: NodeSelector | undefined): Set<string> | undefined {
  if (!required) return undefined
  const all = new Set<string>()
  for (const term of required.nodeSelectorTerms) {
    let named: string[] | undefined
    for (const { key, operator, values = [] } of term.matchFields ?? [])
      if (key === 'metadata.name' && operator === 'In')
        named = named ? named.filter((name) => values.includes(name)) : [...values]
    if (!named) return undefined
    for (const name of named) all.add(name)
  }
  return all
}
