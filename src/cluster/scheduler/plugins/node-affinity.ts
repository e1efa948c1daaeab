import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, Pod } from '../../resources/generated/types.ts'
import type { NodeInfo } from '../node-info.ts'
import { refuseForGood, scaleScores, type SchedulerPlugin } from '../plugin.ts'

const REASON = "node(s) didn't match Pod's node affinity/selector"

export const nodeAffinity: SchedulerPlugin = {
  name: 'NodeAffinity',
  wakesOn: ['node-added', 'node-labels', 'pod-changed'],
  preFilter({ pod }) {
    const { nodeSelector, affinity } = pod.spec!
    const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
    if (!nodeSelector && !required) return 'skip'
    const nodes = namedNodes(required)
    if (nodes?.size === 0) return refuseForGood('pod affinity terms conflict')
    return nodes && { nodes }
  },
  filter: ({ pod }, node) => (matchesNode(pod, node) ? undefined : refuseForGood(REASON)),
  preScore: ({ pod }) => (preferredTerms(pod).length > 0 ? undefined : 'skip'),
  score({ pod }, node) {
    let sum = 0
    for (const { weight, preference } of preferredTerms(pod))
      if (weight !== 0 && (isEmpty(preference) || matchesTerm(preference, node))) sum += weight
    return sum
  },
  normalize: (scores) => scaleScores(scores),
}

const preferredTerms = (pod: Pod) =>
  pod.spec!.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
const isEmpty = ({ matchExpressions, matchFields }: NodeSelectorTerm) =>
  !matchExpressions?.length && !matchFields?.length

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

/** Whether a node is one that the pod's selector and required affinity allow. */
export function matchesNode(pod: Pod, node: NodeInfo): boolean {
  const { nodeSelector, affinity } = pod.spec!
  for (const key in nodeSelector) if (node.labels[key] !== nodeSelector[key]) return false
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || matchesSelectorTerms(required, node)
}

/** Whether any term holds; an empty term never does. */
export function matchesSelectorTerms(selector: NodeSelector, node: NodeInfo): boolean {
  return selector.nodeSelectorTerms.some((term) => !isEmpty(term) && matchesTerm(term, node))
}

function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: NodeInfo): boolean {
  return (
    matchExpressions.every((requirement) => holds(requirement, node.labels[requirement.key])) &&
    matchFields.every((requirement) => holds(requirement, requirement.key === 'metadata.name' ? node.name : undefined))
  )
}

function holds({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  if (operator === 'In') return value !== undefined && values.includes(value)
  if (operator === 'NotIn') return value === undefined || !values.includes(value)
  if (operator === 'Exists') return value !== undefined
  if (operator === 'DoesNotExist') return value === undefined
  if (value === undefined || !INTEGER.test(value) || !INTEGER.test(values[0] ?? '')) return false
  return operator === 'Gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0])
}

const INTEGER = /^-?\d+$/
