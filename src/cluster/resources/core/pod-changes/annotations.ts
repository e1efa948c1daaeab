import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { APP_ARMOR_CONTAINER, MIRROR, validatePodAnnotations } from '../pod-spec/annotations.ts'

/** Rules of changes to annotations that mean something to Kubernetes. */
export function validateAnnotationChanges(pod: types.Pod, old: types.Pod, errors: FieldErrors): void {
  const at = errors.at('metadata', 'annotations')
  const after = pod.metadata.annotations ?? {}
  const before = old.metadata.annotations ?? {}
  for (const key of Object.keys(before)) if (after[key] !== before[key]) forbid(key, 'may not remove or update', at)
  for (const key of Object.keys(after)) if (before[key] === undefined) forbid(key, 'may not add', at)
  validatePodAnnotations(after, pod.spec!, at)
}

function forbid(key: string, what: string, errors: FieldErrors): void {
  if (key.startsWith(APP_ARMOR_CONTAINER)) errors.key(key).forbidden(`${what} AppArmor annotations`)
  if (key === MIRROR) errors.key(key).forbidden(`${what} mirror pod annotation`)
}
