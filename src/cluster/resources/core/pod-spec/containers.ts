import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { requireName, requireText, requireWord } from '../../shared/rules.ts'
import { validateEnv, validateEnvFrom } from './env.ts'
import { validateHostPorts, validatePorts } from './ports.ts'
import { validateLifecycle, validateLivenessProbe, validateReadinessProbe, validateStartupProbe } from './probes.ts'
import { validateContainerResources, validateResizePolicy } from './resources.ts'
import { validateRestartRules } from './restart-rules.ts'
import { validateSecurityContext } from './security-context.ts'
import { validateMounts, type Volumes } from './volume-mounts.ts'

/** What the rules of containers need to know of their pod. */
export interface PodFacts {
  volumes: Volumes
  claims: readonly string[]
  restartPolicy: string | undefined
  graceSeconds: number | undefined
  hostUsers: boolean | undefined
}

const TERMINATION_POLICIES = ['File', 'FallbackToLogsOnError'] as const
export const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'] as const

/** Rules of a pod's containers; `errors` stands at `containers`. */
export function validateContainers(
  containers: readonly types.Container[] | null,
  pod: PodFacts,
  errors: FieldErrors,
): void {
  if (!containers?.length) return errors.required()
  const names = new Set<string>()
  for (const [index, container] of containers.entries()) {
    const at = errors.at(index)
    validateCommon(container, pod, at)
    if (names.has(container.name)) at.at('name').duplicate(container.name)
    else names.add(container.name)
    validateLife(container, pod, at)
    validateRestartRules(container, true, at)
  }
  validateHostPorts(containers, errors)
}

/**
 * Rules of a pod's init containers; `errors` stands at `initContainers`.
 * @param others names of the containers that run after them.
 */
export function validateInitContainers(
  containers: readonly types.Container[],
  others: readonly types.Container[],
  pod: PodFacts,
  errors: FieldErrors,
): void {
  const names = new Set(others.map(({ name }) => name))
  for (const [index, container] of containers.entries()) {
    const at = errors.at(index)
    const isSidecar = container.restartPolicy === 'Always'
    validateCommon(container, pod, at)
    if (container.name) {
      if (names.has(container.name)) at.at('name').duplicate(container.name)
      else names.add(container.name)
    }
    validateHostPorts([container], errors)
    if (isSidecar) validateLife(container, pod, at)
    else forbidLife(container, at)
    validateRestartRules(container, false, at)
  }
}

/** Rules of containers of all sorts. */
export function validateCommon(container: types.Container, pod: PodFacts, errors: FieldErrors): void {
  requireName(container.name, checkLabel, errors.at('name'))
  requireText(container.image, errors.at('image'))
  requireWord(container.terminationMessagePolicy, TERMINATION_POLICIES, errors.at('terminationMessagePolicy'))
  if (container.ports) validatePorts(container.ports, errors.at('ports'))
  if (container.env) validateEnv(container.env, errors.at('env'))
  if (container.envFrom) validateEnvFrom(container.envFrom, errors.at('envFrom'))
  validateMounts(container, pod.volumes, errors)
  requireWord(container.imagePullPolicy, PULL_POLICIES, errors.at('imagePullPolicy'))
  if (container.resources) validateContainerResources(container.resources, pod.claims, errors.at('resources'))
  if (container.resizePolicy) validateResizePolicy(container.resizePolicy, pod.restartPolicy, errors.at('resizePolicy'))
  if (container.securityContext)
    validateSecurityContext(container.securityContext, pod.hostUsers, errors.at('securityContext'))
}

function validateLife(container: types.Container, pod: PodFacts, errors: FieldErrors): void {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container
  if (lifecycle) validateLifecycle(lifecycle, pod.graceSeconds, errors.at('lifecycle'))
  if (livenessProbe) validateLivenessProbe(livenessProbe, errors.at('livenessProbe'))
  if (readinessProbe) validateReadinessProbe(readinessProbe, errors.at('readinessProbe'))
  if (startupProbe) validateStartupProbe(startupProbe, errors.at('startupProbe'))
}

const LIFE_FIELDS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const

function forbidLife(container: types.Container, errors: FieldErrors): void {
  for (const field of LIFE_FIELDS)
    if (container[field]) errors.at(field).forbidden('may not be set for init containers without restartPolicy=Always')
}

/** No space around the names of images; `errors` stands at the list. Not a rule of pod templates. */
export function validateImageSpaces(containers: readonly { image?: string }[], errors: FieldErrors): void {
  for (const [index, { image = '' }] of containers.entries())
    if (image.trim() !== image) errors.at(index, 'image').invalid(image, 'must not have leading or trailing whitespace')
}
