import { deepEqual, semanticEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { printedMap } from '../../shared/internal-form.ts'
import { internalValue } from '../pod-spec/internal-pod-spec.ts'

/**
 * As long as nobody schedules a pod, where it may go can be narrowed; `errors` stands at its spec.
 * @returns the spec with these changes undone.
 */
export function withoutGatedChanges(spec: types.PodSpec, old: types.PodSpec, errors: FieldErrors): types.PodSpec {
  const rest = { ...spec }
  if (!semanticEqual(spec.nodeSelector, old.nodeSelector)) {
    validateNodeSelector(spec.nodeSelector, old.nodeSelector, errors.at('nodeSelector'))
    restore(rest, 'nodeSelector', old.nodeSelector)
  }
  const before = old.affinity?.nodeAffinity
  if (deepEqual(spec.affinity?.nodeAffinity, before)) return rest
  validateNodeAffinity(spec.affinity?.nodeAffinity, before, errors.at('affinity', 'nodeAffinity'))
  const { nodeAffinity: _, ...affinity } = spec.affinity ?? {}
  if (before) rest.affinity = { ...affinity, nodeAffinity: before }
  else if (!old.affinity && Object.keys(affinity).length === 0) delete rest.affinity
  else rest.affinity = affinity
  return rest
}

function restore<K extends keyof types.PodSpec>(spec: types.PodSpec, field: K, value: types.PodSpec[K]): void {
  if (value === undefined) delete spec[field]
  else spec[field] = value
}

function validateNodeSelector(
  selector: Readonly<Record<string, string>> | undefined,
  old: Readonly<Record<string, string>> | undefined,
  errors: FieldErrors,
): void {
  for (const key in old) {
    if (selector?.[key] === old[key]) continue
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
    return errors.invalid(printedMap(selector), detail)
  }
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'

function validateNodeAffinity(
  affinity: types.NodeAffinity | undefined,
  old: types.NodeAffinity | undefined,
  errors: FieldErrors,
): void {
  const before = old?.[REQUIRED]?.nodeSelectorTerms
  if (!before?.length) return
  const terms = affinity?.[REQUIRED]?.nodeSelectorTerms
  const at = errors.at(REQUIRED, 'nodeSelectorTerms')
  const printed = (term: types.NodeSelectorTerm) => internalValue(term, 'NodeSelectorTerm')
  if (terms?.length !== before.length)
    return at.invalid(terms?.map(printed), 'no additions/deletions to non-empty NodeSelectorTerms list are allowed')
  for (const [index, term] of terms.entries())
    if (!hasOnlyAdditions(term, before[index]!))
      at.at(index).invalid(printed(term), 'only additions are allowed (no mutations or deletions)')
}

function hasOnlyAdditions(term: types.NodeSelectorTerm, old: types.NodeSelectorTerm): boolean {
  const parts = (value: types.NodeSelectorTerm) => [value.matchExpressions ?? [], value.matchFields ?? []] as const
  const before = parts(old)
  const after = parts(term)
  // A term without conditions matches nothing, so that conditions would widen it.
  if (before.every(({ length }) => length === 0)) return after.every(({ length }) => length === 0)
  return before.every((list, index) => deepEqual(after[index]!.slice(0, list.length), list))
}
