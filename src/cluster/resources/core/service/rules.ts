import type { FieldErrors } from '../../../apimachinery/field-errors.ts'
import { checkLabel, checkQualifiedName, checkSubdomain, validateLabels } from '../../../apimachinery/names.ts'
import { PROTOCOLS } from '../pod-spec/ports.ts'
import { validatePort } from '../pod-spec/probes.ts'
import type * as types from '../../generated/types.ts'
import { internalForm, type Shape } from '../../shared/internal-form.ts'
import { checkIp } from '../../shared/ip.ts'
import { validateSpecialIp } from '../../shared/special-ip.ts'
import { checkName, checkPort, checkWord, requireWord } from '../../shared/rules.ts'
import { forbidFamilies, validateFamilies } from './families.ts'
import { isExternallyAccessible, isHeadless, needsHealthCheck } from './fields.ts'
import { validateLoadBalancer } from './load-balancer.ts'

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'] as const
const AFFINITIES = ['ClientIP', 'None'] as const
export const TRAFFIC_POLICIES = ['Cluster', 'Local'] as const
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'] as const
const MAX_AFFINITY_SECONDS = 86_400

/** Rules of a Service; `errors` stands at it. */
export function validateService(service: types.Service, errors: FieldErrors): void {
  const spec = service.spec!
  const at = errors.at('spec')
  validateTopologyAnnotations(service, errors.at('metadata', 'annotations'))
  if (spec.type === 'ExternalName') forbidFamilies(spec, at)
  validateShape(spec, at)
  validatePorts(spec, at.at('ports'))
  if (spec.selector) validateLabels(spec.selector, at.at('selector'))
  validateAffinity(spec, at)
  if (spec.type !== 'ExternalName') validateFamilies(spec, at)
  for (const [index, ip] of (spec.externalIPs ?? []).entries()) {
    const problems = checkIp(ip)
    for (const problem of problems) at.at('externalIPs', index).invalid(ip, problem)
    if (problems.length === 0) validateSpecialIp(ip, at.at('externalIPs', index))
  }
  requireWord(spec.type, TYPES, at.at('type'))
  if (spec.type === 'ClusterIP')
    for (const [index, { nodePort }] of (spec.ports ?? []).entries())
      if (nodePort) at.at('ports', index, 'nodePort').forbidden("may not be used when `type` is 'ClusterIP'")
  validateUniquePorts(spec.ports ?? [], at.at('ports'))
  validateLoadBalancer(service, errors)
  validateTraffic(spec, at)
}

const HINTS = 'service.kubernetes.io/topology-aware-hints'
const MODE = 'service.kubernetes.io/topology-mode'

function validateTopologyAnnotations({ metadata }: types.Service, errors: FieldErrors): void {
  const [hints, mode] = [metadata.annotations?.[HINTS], metadata.annotations?.[MODE]]
  if (hints !== undefined && mode !== undefined && hints !== mode)
    errors.key(MODE).invalid(mode, `must match annotations[${HINTS}] when both are specified`)
}

/** What each type must have, and must not. */
function validateShape(spec: types.ServiceSpec, errors: FieldErrors): void {
  if (!spec.ports?.length && !isHeadless(spec) && spec.type !== 'ExternalName') errors.at('ports').required()
  if ((spec.type === 'LoadBalancer' || spec.type === 'NodePort') && isHeadless(spec))
    errors.at('clusterIPs', 0).invalid('None', `may not be set to 'None' for ${spec.type} services`)
  if (spec.type !== 'ExternalName') return
  const name = (spec.externalName ?? '').replace(/\.$/, '')
  if (name === '') errors.at('externalName').required()
  else checkName(name, checkSubdomain, errors.at('externalName'))
}

function validatePorts({ ports = [] }: types.ServiceSpec, errors: FieldErrors): void {
  const names = new Set<string>()
  for (const [index, { name = '', port, protocol, targetPort, appProtocol }] of ports.entries()) {
    const at = errors.at(index)
    if (name === '') {
      if (ports.length > 1) at.at('name').required()
    } else {
      checkName(name, checkLabel, at.at('name'))
      if (names.has(name)) at.at('name').duplicate(name)
      names.add(name)
    }
    checkPort(port, at.at('port'))
    requireWord(protocol, PROTOCOLS, at.at('protocol'))
    validatePort(targetPort ?? 0, at.at('targetPort'))
    checkName(appProtocol, checkQualifiedName, at.at('appProtocol'))
  }
}

const PORT: Shape = [
  ['Name', 'name', ''],
  ['Protocol', 'protocol', ''],
  ['AppProtocol', 'appProtocol', null],
  ['Port', 'port', 0],
  ['TargetPort', 'targetPort', 0],
  ['NodePort', 'nodePort', 0],
]

function validateUniquePorts(ports: readonly types.ServicePort[], errors: FieldErrors): void {
  const seen = new Set<string>()
  for (const [index, { port, protocol }] of ports.entries()) {
    const key = `${protocol}/${port}`
    if (seen.has(key)) errors.at(index).duplicate(internalForm({ protocol, port }, PORT))
    seen.add(key)
  }
}

function validateAffinity(
  { sessionAffinity, sessionAffinityConfig: config }: types.ServiceSpec,
  errors: FieldErrors,
): void {
  requireWord(sessionAffinity, AFFINITIES, errors.at('sessionAffinity'))
  const at = errors.at('sessionAffinityConfig')
  if (sessionAffinity === 'ClientIP') {
    const seconds = config?.clientIP?.timeoutSeconds
    if (seconds !== undefined && (seconds <= 0 || seconds > MAX_AFFINITY_SECONDS))
      at.at('clientIP', 'timeoutSeconds').invalid(
        seconds,
        `must be greater than 0 and less than ${MAX_AFFINITY_SECONDS}`,
      )
  } else if (sessionAffinity === 'None' && config) at.forbidden('must not be set when session affinity is None')
}

function validateTraffic(spec: types.ServiceSpec, errors: FieldErrors): void {
  const { externalTrafficPolicy, healthCheckNodePort, internalTrafficPolicy } = spec
  if (externalTrafficPolicy) {
    if (!isExternallyAccessible(spec))
      errors
        .at('externalTrafficPolicy')
        .invalid(externalTrafficPolicy, 'may only be set for externally-accessible services')
    else checkWord(externalTrafficPolicy, TRAFFIC_POLICIES, errors.at('externalTrafficPolicy'))
  }
  if (healthCheckNodePort) {
    if (needsHealthCheck(spec)) checkPort(healthCheckNodePort, errors.at('healthCheckNodePort'))
    else
      errors
        .at('healthCheckNodePort')
        .invalid(
          healthCheckNodePort,
          "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'",
        )
  }
  checkWord(internalTrafficPolicy, TRAFFIC_POLICIES, errors.at('internalTrafficPolicy'))
  checkWord(spec.trafficDistribution, DISTRIBUTIONS, errors.at('trafficDistribution'))
}
