import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkQualifiedName, checkSubdomain } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkIp, parseLegacyIp } from '../../shared/ip.ts'
import { checkName, checkRange } from '../../shared/rules.ts'

const MAX_ID = 2_147_483_647

/** Rules of a change to a pod's status; `errors` stands at it. */
export function validateStatusChanges(pod: types.Pod, old: types.Pod, errors: FieldErrors): void {
  const status = pod.status ?? {}
  const before = old.status ?? {}
  if (status.nominatedNodeName && status.nominatedNodeName !== before.nominatedNodeName)
    checkName(status.nominatedNodeName, checkSubdomain, errors.at('nominatedNodeName'))
  if ((status.qosClass ?? '') !== (before.qosClass ?? ''))
    errors.at('qosClass').invalid(status.qosClass ?? '', 'field is immutable')
  for (const list of STATUS_LISTS)
    validateTransitions(status[list] ?? [], before[list] ?? [], old.spec!, list, errors.at(list))
  validateConditions(status.conditions ?? [], errors)
  if ((status.observedGeneration ?? 0) < 0)
    errors.at('observedGeneration').invalid(status.observedGeneration, 'must be a non-negative integer')
  validateClaims(status.resourceClaimStatuses ?? [], pod.spec!, errors.at('resourceClaimStatuses'))
  if (status.podIPs) validateIps(status.podIPs, errors.at('podIPs'))
  if (status.hostIPs) {
    const first = status.hostIPs[0]?.ip ?? ''
    if (first !== (status.hostIP ?? '')) errors.at('hostIPs', 0, 'ip').invalid(first, 'must be equal to `hostIP`')
    validateIps(status.hostIPs, errors.at('hostIPs'))
  }
  for (const list of STATUS_LISTS)
    for (const [index, { user }] of (status[list] ?? []).entries())
      if (user?.linux) validateUser(user.linux, errors.at(list, index, 'user', 'linux'))
}

const STATUS_LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const

/** What has ended must not run again, unless it is to be restarted. */
function validateTransitions(
  statuses: readonly types.ContainerStatus[],
  old: readonly types.ContainerStatus[],
  spec: types.PodSpec,
  list: (typeof STATUS_LISTS)[number],
  errors: FieldErrors,
): void {
  if (list !== 'ephemeralContainerStatuses' && spec.restartPolicy === 'Always') return
  const byName = new Map(statuses.map((status) => [status.name, status]))
  for (const [index, before] of old.entries()) {
    const ended = before.state?.terminated
    if (!ended || mayRestart(before.name, ended, spec, list)) continue
    const status = byName.get(before.name)
    if (status && !status.state?.terminated)
      errors.at(index, 'state').forbidden('may not be transitioned to non-terminated state')
  }
}

function mayRestart(
  name: string,
  ended: types.ContainerStateTerminated,
  spec: types.PodSpec,
  list: (typeof STATUS_LISTS)[number],
): boolean {
  if (list === 'ephemeralContainerStatuses') return false
  if (ended.exitCode !== 0 && spec.restartPolicy === 'OnFailure') return true
  const all = list === 'containerStatuses' ? spec.containers : spec.initContainers
  const container = all?.find((candidate) => candidate.name === name)
  if (!container?.restartPolicy) return false
  return container.restartPolicy !== 'Never' || Boolean(container.restartPolicyRules?.length)
}

function validateConditions(conditions: readonly types.PodCondition[], errors: FieldErrors): void {
  for (const [index, { type, observedGeneration = 0 }] of conditions.entries()) {
    const at = errors.at('conditions', index)
    if (observedGeneration < 0)
      at.at('observedGeneration').invalid(observedGeneration, 'must be a non-negative integer')
    if (!SYSTEM_CONDITIONS.has(type)) checkName(type, checkQualifiedName, at.at('Type'))
  }
}

const SYSTEM_CONDITIONS = new Set(['PodScheduled', 'Ready', 'Initialized'])

function validateClaims(statuses: readonly types.PodResourceClaimStatus[], spec: types.PodSpec, errors: FieldErrors) {
  const known = new Set((spec.resourceClaims ?? []).map(({ name }) => name))
  for (const [index, { name, resourceClaimName }] of statuses.entries()) {
    const at = errors.at(index, 'name')
    if (!known.has(name)) at.invalid(name, 'must match the name of an entry in `spec.resourceClaims`')
    if (resourceClaimName !== undefined) checkName(resourceClaimName, checkSubdomain, at)
  }
}

const ONE_PER_FAMILY = 'may specify no more than one IP for each IP family'

function validateIps(ips: readonly { ip: string }[], errors: FieldErrors): void {
  for (const [index, { ip }] of ips.entries()) for (const problem of checkIp(ip)) errors.at(index).invalid(ip, problem)
  if (ips.length < 2) return
  const families = ips.map(({ ip }) => parseLegacyIp(ip)?.family)
  const printed = ips.map(({ ip }) => ({ IP: ip }))
  const wrong = families.indexOf(undefined)
  if (wrong >= 0) errors.internal(`failed to check for dual stack with error:invalid IP[${wrong}]: ${ips[wrong]!.ip}`)
  if (wrong >= 0 || ips.length > 2 || families[0] === families[1]) errors.invalid(printed, ONE_PER_FAMILY)
  checkRepeated(ips, errors)
}

function checkRepeated(ips: readonly { ip: string }[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, { ip }] of ips.entries()) {
    if (seen.has(ip) && parseLegacyIp(ip)) errors.at(index).duplicate({ IP: ip })
    seen.add(ip)
  }
}

function validateUser({ uid, gid, supplementalGroups = [] }: types.LinuxContainerUser, errors: FieldErrors): void {
  checkRange(uid, 0, MAX_ID, errors.at('uid'))
  checkRange(gid, 0, MAX_ID, errors.at('gid'))
  for (const [index, group] of supplementalGroups.entries())
    checkRange(group, 0, MAX_ID, errors.at('supplementalGroups', index))
}
