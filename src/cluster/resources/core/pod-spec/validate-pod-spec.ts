import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkQualifiedName, checkSubdomain, report, validateLabels } from '../../../apimachinery/names.ts'
import type * as types from '../../generated/types.ts'
import { checkContainerResourceName } from '../../shared/resource-names.ts'
import { checkName, checkRange, checkWord, requireWord } from '../../shared/rules.ts'
import { validateAffinity } from './affinity.ts'
import { validateContainers, validateInitContainers, type PodFacts } from './containers.ts'
import { validateDnsConfig, validateHostAliases } from './dns.ts'
import { validateEphemeralContainers } from './ephemeral-containers.ts'
import { validateOs } from './operating-system.ts'
import { validatePodResources } from './pod-resources.ts'
import { validateHostNetworkPorts } from './ports.ts'
import { validatePodClaims } from './resource-claims.ts'
import { validateLimits } from './resources.ts'
import { validatePodSecurityContext } from './security-context.ts'
import { validateTolerations } from './tolerations.ts'
import { validateTopologySpread } from './topology-spread.ts'
import { validateVolumes } from './volumes.ts'
import { validateHostProcess } from './windows.ts'

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'] as const
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'] as const
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'] as const
const MAX_INT32 = 2_147_483_647

/**
 * Rules of a pod's spec, in templates too; `errors` stands at it.
 * @param podName `''` in templates.
 */
export function validatePodSpec(spec: types.PodSpec, podName: string, errors: FieldErrors): void {
  const volumes = validateVolumes(spec.volumes ?? [], podName, errors.at('volumes'))
  const claims = (spec.resourceClaims ?? []).map(({ name }) => name)
  if (spec.resourceClaims) validatePodClaims(spec.resourceClaims, errors.at('resourceClaims'))
  const pod: PodFacts = {
    volumes,
    claims,
    restartPolicy: spec.restartPolicy,
    graceSeconds: spec.terminationGracePeriodSeconds,
    hostUsers: spec.hostUsers,
  }
  validateContainers(spec.containers, pod, errors.at('containers'))
  if (spec.initContainers)
    validateInitContainers(spec.initContainers, spec.containers ?? [], pod, errors.at('initContainers'))
  if (spec.ephemeralContainers)
    validateEphemeralContainers(spec.ephemeralContainers, spec, pod, errors.at('ephemeralContainers'))
  validatePodResources(spec, claims, errors)
  requireWord(spec.restartPolicy, RESTART_POLICIES, errors.at('restartPolicy'))
  requireWord(spec.dnsPolicy, DNS_POLICIES, errors.at('dnsPolicy'))
  if (spec.nodeSelector) validateLabels(spec.nodeSelector, errors.at('nodeSelector'))
  if (spec.hostNetwork) validateHostNetworkPorts(spec.containers ?? [], errors.at('containers'))
  validatePodSecurityContext(spec, errors)
  if (spec.affinity) validateAffinity(spec.affinity, errors.at('affinity'))
  validateDnsConfig(spec.dnsConfig, spec.dnsPolicy, errors.at('dnsConfig'))
  for (const [index, { conditionType }] of (spec.readinessGates ?? []).entries())
    report(errors.at('readinessGates', index, 'conditionType'), conditionType, checkQualifiedName(conditionType))
  if (spec.schedulingGates) validateSchedulingGates(spec.schedulingGates, errors.at('schedulingGates'))
  if (spec.topologySpreadConstraints)
    validateTopologySpread(spec.topologySpreadConstraints, errors.at('topologySpreadConstraints'))
  validateHostProcess(spec, errors)
  validateHostUsers(spec, errors)
  validateHostnameOverride(spec, errors)
  validateNames(spec, errors)
  if (spec.tolerations) validateTolerations(spec.tolerations, errors.at('tolerations'))
  if (spec.hostAliases) validateHostAliases(spec.hostAliases, errors.at('hostAliases'))
  if (spec.priorityClassName) checkName(spec.priorityClassName, checkSubdomain, errors.at('priorityClassName'))
  checkName(spec.runtimeClassName, checkSubdomain, errors.at('runtimeClassName'))
  checkWord(spec.preemptionPolicy, PREEMPTION_POLICIES, errors.at('preemptionPolicy'))
  if (spec.overhead) validateLimits(spec.overhead, checkContainerResourceName, errors.at('overhead'))
  validateOs(spec, errors)
  validateFileVolumes(spec, volumes, errors)
}

function validateSchedulingGates(gates: readonly types.PodSchedulingGate[], errors: FieldErrors): void {
  const names = new Set<string>()
  for (const [index, { name }] of gates.entries()) {
    report(errors.at(index), name, checkQualifiedName(name))
    if (names.has(name)) errors.at(index).duplicate(name)
    names.add(name)
  }
}

function validateNames(spec: types.PodSpec, errors: FieldErrors): void {
  if (spec.serviceAccountName) checkName(spec.serviceAccountName, checkSubdomain, errors.at('serviceAccountName'))
  if (spec.nodeName) checkName(spec.nodeName, checkSubdomain, errors.at('nodeName'))
  checkRange(spec.activeDeadlineSeconds, 1, MAX_INT32, errors.at('activeDeadlineSeconds'))
  if (spec.hostname) checkName(spec.hostname, checkLabel, errors.at('hostname'))
  if (spec.subdomain) checkName(spec.subdomain, checkLabel, errors.at('subdomain'))
}

// Verbatim: two of the paths carry the names of Go fields.
const HOST_NAMESPACES = [
  ['hostNetwork', 'hostNetwork'],
  ['hostPID', 'HostPID'],
  ['hostIPC', 'HostIPC'],
] as const

function validateHostUsers(spec: types.PodSpec, errors: FieldErrors): void {
  if (spec.hostUsers !== false) return
  for (const [field, path] of HOST_NAMESPACES) if (spec[field]) errors.at(path).forbidden('when `hostUsers` is false')
}

const MAX_HOSTNAME = 64

function validateHostnameOverride(spec: types.PodSpec, errors: FieldErrors): void {
  const { hostnameOverride: name } = spec
  if (name === undefined) return
  const at = errors.at('hostnameOverride')
  if (spec.setHostnameAsFQDN) at.forbidden('may not be specified when setHostnameAsFQDN is true')
  if (spec.hostNetwork) at.forbidden('may not be specified when hostNetwork is true')
  checkName(name, checkSubdomain, at)
  if (name.length > MAX_HOSTNAME) at.tooLong(MAX_HOSTNAME)
}

/** Variables from files need the volume that the file lies in. */
function validateFileVolumes(
  spec: types.PodSpec,
  volumes: ReadonlyMap<string, types.Volume>,
  errors: FieldErrors,
): void {
  for (const list of ['initContainers', 'containers'] as const)
    for (const [index, { env }] of (spec[list] ?? []).entries())
      for (const [at, { valueFrom }] of (env ?? []).entries()) {
        const { fileKeyRef } = valueFrom ?? {}
        if (!fileKeyRef || volumes.has(fileKeyRef.volumeName)) continue
        errors.at(list, index, 'env', at, 'valueFrom', 'fileKeyRef', 'volumeName').notFound(fileKeyRef.volumeName)
      }
}
