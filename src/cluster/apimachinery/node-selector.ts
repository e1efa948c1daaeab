import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodSpec } from '../resources/generated/types.ts'

/** What selectors see of a node. */
export interface SelectableNode {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** Whether a node is one that a pod's selector and required affinity allow. */
export function allowsNode({ nodeSelector, affinity }: PodSpec, node: SelectableNode): boolean {
  for (const key in nodeSelector) if (node.labels[key] !== nodeSelector[key]) return false
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
  return !required || matchesNodeSelector(required, node)
}

/** Whether any term holds; an empty term never does. */
export function matchesNodeSelector({ nodeSelectorTerms }: NodeSelector, node: SelectableNode): boolean {
  return nodeSelectorTerms.some((term) => !isEmptyTerm(term) && matchesNodeTerm(term, node))
}

export function isEmptyTerm({ matchExpressions, matchFields }: NodeSelectorTerm): boolean {
  return !matchExpressions?.length && !matchFields?.length
}

export function matchesNodeTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  node: SelectableNode,
): boolean {
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
