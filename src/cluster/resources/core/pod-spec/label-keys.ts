import type { LabelSelector } from '../../../apimachinery/object.ts'
import type * as types from '../../generated/types.ts'

type Labels = Readonly<Record<string, string>>

/** Turns keys whose values are taken from the pod itself into requirements of the selectors beside them. */
export function mergeLabelKeys(spec: types.PodSpec, labels: Labels): void {
  for (const { labelSelector, matchLabelKeys } of spec.topologySpreadConstraints ?? [])
    addRequirements(labelSelector, matchLabelKeys, labels, 'In')
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {}
  for (const affinity of [podAffinity, podAntiAffinity]) {
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    const terms = [
      ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...preferred.map(({ podAffinityTerm }) => podAffinityTerm),
    ]
    for (const { labelSelector, matchLabelKeys, mismatchLabelKeys } of terms) {
      addRequirements(labelSelector, matchLabelKeys, labels, 'In')
      addRequirements(labelSelector, mismatchLabelKeys, labels, 'NotIn')
    }
  }
}

function addRequirements(
  selector: LabelSelector | undefined,
  keys: readonly string[] | undefined,
  labels: Labels,
  operator: string,
): void {
  if (!selector || !keys) return
  for (const key of keys) {
    const value = labels[key]
    if (value !== undefined) (selector.matchExpressions ??= []).push({ key, operator, values: [value] })
  }
}
