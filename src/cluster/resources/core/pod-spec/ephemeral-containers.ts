import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { validateCommon, type PodFacts } from './containers.ts'

// Verbatim, in the order of the structure: what a container that only looks around must leave alone.
const FORBIDDEN = [
  'ports',
  'resources',
  'resizePolicy',
  'restartPolicy',
  'restartPolicyRules',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
] as const
const REASON = 'cannot be set for an Ephemeral Container'

/** Rules of containers that join a running pod; `errors` stands at `ephemeralContainers`. */
export function validateEphemeralContainers(
  containers: readonly types.EphemeralContainer[],
  spec: types.PodSpec,
  pod: PodFacts,
  errors: FieldErrors,
): void {
  const others = new Set([...(spec.containers ?? []), ...(spec.initContainers ?? [])].map(({ name }) => name))
  const names = new Set(others)
  for (const [index, container] of containers.entries()) {
    const at = errors.at(index)
    const { name, image = '', targetContainerName, volumeMounts = [] } = container
    validateCommon(container, pod, at)
    if (image.trim() !== image) at.at('image').invalid(image, 'must not have leading or trailing whitespace')
    if (names.has(name)) at.at('name').duplicate(name)
    else names.add(name)
    if (targetContainerName && !others.has(targetContainerName))
      at.at('targetContainerName').notFound(targetContainerName)
    for (const field of FORBIDDEN) if (isSet(container, field)) at.at(field).forbidden(REASON)
    for (const [mount, { subPath, subPathExpr }] of volumeMounts.entries()) {
      if (subPath) at.at('volumeMounts', mount, 'subPath').forbidden(REASON)
      if (subPathExpr) at.at('volumeMounts', mount, 'subPathExpr').forbidden(REASON)
    }
  }
}

function isSet(container: types.EphemeralContainer, field: (typeof FORBIDDEN)[number]): boolean {
  const value = container[field]
  if (value === undefined || Array.isArray(value)) return Boolean(value?.length)
  // Only resources are there in any case.
  return field !== 'resources' || Object.keys(value).length > 0
}
