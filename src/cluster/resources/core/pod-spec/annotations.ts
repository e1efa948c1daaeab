import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import type * as types from '../../generated/types.ts'

export const MIRROR = 'kubernetes.io/config.mirror'
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost'
const SECCOMP_POD = 'seccomp.security.alpha.kubernetes.io/pod'
const SECCOMP_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/'
export const APP_ARMOR_CONTAINER = 'container.apparmor.security.beta.kubernetes.io/'

/** Rules of annotations that mean something to Kubernetes; `errors` stands at `annotations`. */
export function validatePodAnnotations(
  annotations: Readonly<Record<string, string>> | undefined,
  spec: types.PodSpec,
  errors: FieldErrors,
): void {
  if (!annotations) return
  const mirror = annotations[MIRROR]
  if (mirror !== undefined && !spec.nodeName)
    errors.key(MIRROR).invalid(mirror, 'must set spec.nodeName if mirror pod annotation is set')
  const cost = annotations[DELETION_COST]
  if (cost !== undefined && !isInt32(cost)) errors.key(DELETION_COST).invalid(cost, 'must be a 32bit integer')
  for (const [key, value] of Object.entries(annotations)) {
    // Verbatim: keys of these are written as fields.
    if ((key === SECCOMP_POD || key.startsWith(SECCOMP_CONTAINER)) && !isSeccompProfile(value))
      errors.at(key).invalid(value, 'must be a valid seccomp profile')
    if (key.startsWith(APP_ARMOR_CONTAINER)) validateAppArmor(key, value, spec, errors.key(key))
  }
}

function isInt32(text: string): boolean {
  return /^(0|-?[1-9]\d*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31
}

function isSeccompProfile(value: string): boolean {
  if (value.startsWith('localhost/')) return !value.slice('localhost/'.length).split('/').includes('..')
  return value === 'runtime/default' || value === 'docker/default' || value === 'unconfined'
}

function validateAppArmor(key: string, profile: string, spec: types.PodSpec, errors: FieldErrors): void {
  const container = key.slice(APP_ARMOR_CONTAINER.length)
  const lists = [spec.containers, spec.initContainers ?? [], spec.ephemeralContainers ?? []]
  if (!lists.some((list) => list?.some(({ name }) => name === container)))
    errors.invalid(container, 'container not found')
  if (profile !== 'runtime/default' && profile !== 'unconfined' && profile !== '' && !profile.startsWith('localhost/'))
    errors.invalid(profile, `invalid AppArmor profile name: ${JSON.stringify(profile)}`)
}
