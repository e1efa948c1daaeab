import { deepEqual, semanticEqual } from '../../../apimachinery/deep.ts'
import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'
import { valueDiff } from '../../shared/unified-diff.ts'
import { internalPodSpec } from '../pod-spec/internal-pod-spec.ts'
import { validateTolerations } from '../pod-spec/tolerations.ts'
import { withoutGatedChanges } from './gated.ts'

const MAX_INT32 = 2_147_483_647
const REFUSAL =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** Rules of a change to a pod's spec: little may change once the pod is there. `errors` stands at it. */
export function validateSpecChanges(spec: types.PodSpec, old: types.PodSpec, errors: FieldErrors): void {
  if (!validateImages(spec.containers, old.containers, errors.at('containers'))) return
  if (!validateImages(spec.initContainers, old.initContainers, errors.at('initContainers'))) return
  if (!validateDeadline(spec.activeDeadlineSeconds, old.activeDeadlineSeconds, errors.at('activeDeadlineSeconds')))
    return
  validateAddedTolerations(spec.tolerations ?? [], old.tolerations ?? [], errors.at('tolerations'))
  validateRemovedGates(spec.schedulingGates ?? [], old.schedulingGates ?? [], errors.at('schedulingGates'))
  if (deepEqual(spec, old)) return
  let rest = withoutAllowedChanges(spec, old)
  if (old.schedulingGates?.length) rest = withoutGatedChanges(rest, old, errors)
  if (semanticEqual(rest, old)) return
  errors.forbidden(`${REFUSAL}\n${valueDiff(internalPodSpec(old), internalPodSpec(rest))}`)
}

type Containers = readonly types.Container[] | null | undefined

/** @returns whether the rest may be looked at, too. */
function validateImages(containers: Containers, old: Containers, errors: FieldErrors): boolean {
  if ((containers?.length ?? 0) !== (old?.length ?? 0)) {
    errors.forbidden('pod updates may not add or remove containers')
    return false
  }
  for (const [index, { image = '' }] of (containers ?? []).entries()) {
    if (image === '') errors.at(index, 'image').required()
    if (image.trim() !== image) errors.at(index, 'image').invalid(image, 'must not have leading or trailing whitespace')
  }
  return true
}

/** @returns whether the rest may be looked at, too. */
function validateDeadline(seconds: number | undefined, old: number | undefined, errors: FieldErrors): boolean {
  if (seconds === undefined) {
    if (old !== undefined) errors.invalid(undefined, 'must not update from a positive integer to nil value')
    return old === undefined
  }
  if (seconds < 0 || seconds > MAX_INT32) errors.invalid(seconds, `must be between 0 and ${MAX_INT32}, inclusive`)
  else if (old !== undefined && old < seconds) errors.invalid(seconds, 'must be less than or equal to previous value')
  else return true
  return false
}

/** Tolerations may be added, and existing ones last longer or shorter. */
function validateAddedTolerations(
  tolerations: readonly types.Toleration[],
  old: readonly types.Toleration[],
  errors: FieldErrors,
): void {
  const lasting = (toleration: types.Toleration) => ({ ...toleration, tolerationSeconds: undefined })
  const kept = tolerations.map(lasting)
  if (!old.every((toleration) => kept.some((other) => deepEqual(other, lasting(toleration)))))
    return errors.forbidden('existing toleration can not be modified except its tolerationSeconds')
  validateTolerations(tolerations, errors)
}

function validateRemovedGates(
  gates: readonly types.PodSchedulingGate[],
  old: readonly types.PodSchedulingGate[],
  errors: FieldErrors,
): void {
  const known = new Set(old.map(({ name }) => name))
  for (const [index, { name }] of gates.entries())
    if (!known.has(name))
      errors.at(index, 'name').forbidden(`only deletion is allowed, but found new scheduling gate '${name}'`)
}

/** The spec with what may change as it was. */
function withoutAllowedChanges(spec: types.PodSpec, old: types.PodSpec): types.PodSpec {
  const imagesOf = (containers: Containers, before: Containers) =>
    containers?.map((container, index) => ({ ...container, image: before?.[index]?.image }))
  const rest = {
    ...spec,
    containers: imagesOf(spec.containers, old.containers),
    initContainers: imagesOf(spec.initContainers, old.initContainers),
    activeDeadlineSeconds: old.activeDeadlineSeconds,
    tolerations: old.tolerations,
    schedulingGates: old.schedulingGates,
  } as types.PodSpec
  if ((old.terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1)
    rest.terminationGracePeriodSeconds = old.terminationGracePeriodSeconds!
  return rest
}
