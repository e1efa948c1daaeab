import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkQualifiedName, report } from '../../../apimachinery/names.ts'
import { validateSelector } from '../../../apimachinery/selectors.ts'
import type * as types from '../../generated/types.ts'
import { checkName } from '../../shared/rules.ts'
import { validateNodeSelector, validateNodeSelectorTerm } from './node-selector.ts'

/** Rules of where a pod likes to be; `errors` stands at `affinity`. */
export function validateAffinity(affinity: types.Affinity, errors: FieldErrors): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  if (nodeAffinity) validateNodeAffinity(nodeAffinity, errors.at('nodeAffinity'))
  if (podAffinity) validatePodAffinity(podAffinity, errors.at('podAffinity'))
  if (podAntiAffinity) validatePodAffinity(podAntiAffinity, errors.at('podAntiAffinity'))
}

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution'
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution'

function validateNodeAffinity(affinity: types.NodeAffinity, errors: FieldErrors): void {
  if (affinity[REQUIRED]) validateNodeSelector(affinity[REQUIRED], true, errors.at(REQUIRED))
  for (const [index, { weight, preference }] of (affinity[PREFERRED] ?? []).entries()) {
    validateWeight(weight, errors.at(PREFERRED, index, 'weight'))
    validateNodeSelectorTerm(preference, false, errors.at(PREFERRED, index, 'preference'))
  }
}

function validatePodAffinity(affinity: types.PodAffinity, errors: FieldErrors): void {
  for (const [index, term] of (affinity[REQUIRED] ?? []).entries()) validateTerm(term, errors.at(REQUIRED, index))
  for (const [index, { weight, podAffinityTerm }] of (affinity[PREFERRED] ?? []).entries()) {
    validateWeight(weight, errors.at(PREFERRED, index, 'weight'))
    validateTerm(podAffinityTerm, errors.at(PREFERRED, index, 'podAffinityTerm'))
  }
}

function validateWeight(weight: number, errors: FieldErrors): void {
  if (weight < 1 || weight > 100) errors.invalid(weight, 'must be in the range 1-100')
}

function validateTerm(term: types.PodAffinityTerm, errors: FieldErrors): void {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey } = term
  validateSelector(labelSelector, errors.at('labelSelector'))
  validateSelector(namespaceSelector, errors.at('namespaceSelector'))
  // Verbatim: the path is neither the list's nor the item's.
  for (const namespace of namespaces) checkName(namespace, checkLabel, errors.at('namespace'))
  validateLabelKeys(term, errors)
  if (!topologyKey) errors.at('topologyKey').required('can not be empty')
  report(errors.at('topologyKey'), topologyKey, checkQualifiedName(topologyKey))
}

function validateLabelKeys(term: types.PodAffinityTerm, errors: FieldErrors): void {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] } = term
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys'] as const) {
    const keys = term[field] ?? []
    if (keys.length > 0 && !labelSelector)
      errors.at(field).forbidden('must not be specified when labelSelector is not set')
    else for (const [index, key] of keys.entries()) checkName(key, checkQualifiedName, errors.at(field, index))
  }
  for (const [index, key] of matchLabelKeys.entries())
    if (mismatchLabelKeys.includes(key))
      errors.at('matchLabelKeys', index).invalid(key, 'exists in both matchLabelKeys and mismatchLabelKeys')
}
