import { deepEqual } from '../../apimachinery/deep.ts'
import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import { checkQualifiedName } from '../../apimachinery/names.ts'
import { defineResource } from '../define-resource.ts'
import { Service } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, formatLabels, nameColumn, orNone } from '../shared/columns.ts'
import { checkName } from '../shared/rules.ts'
import { alignClusterIps, defaultFamilies, defaultService } from './service/defaults.ts'
import { validateFamilies } from './service/families.ts'
import { needsClusterIp, needsHealthCheck } from './service/fields.ts'
import { dropUnneeded, keepAllocated } from './service/keep-fields.ts'
import { validateLoadBalancerStatus } from './service/load-balancer.ts'
import { TRAFFIC_POLICIES, validateService } from './service/rules.ts'
import { serviceWarnings } from './service/warnings.ts'

export const service = defineResource<types.Service>({
  type: Service,
  createOnUpdate: true,
  generation: 'none',
  nameRule: 'label1035',
  metadataRules: { updateChecks: 'thrice' },
  defaults: defaultService,
  defaultStatus: ({ status }) => defaultIpMode(status?.loadBalancer),
  prepareForCreate({ spec }) {
    dropTrafficPolicy(spec!)
    alignClusterIps(spec!, undefined)
    defaultFamilies(spec!)
  },
  prepareForUpdate({ spec }, { spec: old }) {
    dropTrafficPolicy(spec!)
    alignClusterIps(spec!, old)
    dropUnneeded(spec!, old!)
    keepAllocated(spec!, old!)
    if (needsClusterIp(spec!)) defaultFamilies(spec!)
  },
  validate(service, errors) {
    if (hasWrongFamilies(service, errors)) return
    validateService(service, errors)
  },
  validateUpdate(service, old, errors) {
    if (hasFixedIpChange(service.spec!, old.spec!, errors.at('spec'))) return
    if (hasWrongFamilies(service, errors)) return
    validateChange(service.spec!, old.spec!, errors.at('spec'))
    validateService(service, errors)
  },
  validateStatusUpdate: ({ spec, status }, _old, errors) =>
    validateLoadBalancerStatus(status?.loadBalancer ?? {}, spec, errors.at('status', 'loadBalancer')),
  warnings: serviceWarnings,
  returnsDeleted: true,
  selectableFields: {
    'spec.clusterIP': ({ spec }) => spec?.clusterIP ?? '',
    'spec.type': ({ spec }) => spec?.type ?? '',
  },
  columns: [
    nameColumn,
    { name: 'Type', value: ({ spec }) => spec?.type ?? '' },
    { name: 'Cluster-IP', value: ({ spec }) => orNone(spec?.clusterIPs?.[0]) },
    { name: 'External-IP', value: externalAddresses },
    { name: 'Port(s)', value: ({ spec }) => orNone((spec?.ports ?? []).map(portText).join(',')) },
    ageColumn,
    { name: 'Selector', priority: 1, value: ({ spec }) => formatLabels(spec?.selector) },
  ],
})

/** A name has no traffic of its own; what is no policy at all is left to be refused. */
function dropTrafficPolicy(spec: types.ServiceSpec): void {
  const isPolicy = TRAFFIC_POLICIES.some((policy) => policy === spec.internalTrafficPolicy)
  if (spec.type === 'ExternalName' && isPolicy) delete spec.internalTrafficPolicy
}

/** How a balancer's address is meant, where it does not say so. */
function defaultIpMode(status: types.LoadBalancerStatus | undefined): void {
  for (const ingress of status?.ingress ?? []) if (ingress.ip) ingress.ipMode ??= 'VIP'
}

/** Addresses that cannot be given stop everything else, since the rest depends on them. */
function hasWrongFamilies({ spec }: types.Service, errors: FieldErrors): boolean {
  if (spec!.type === 'ExternalName') return false
  const before = errors.list.length
  validateFamilies(spec!, errors.at('spec'))
  return errors.list.length > before
}

function hasFixedIpChange(spec: types.ServiceSpec, old: types.ServiceSpec, errors: FieldErrors): boolean {
  if (!needsClusterIp(spec) || !needsClusterIp(old) || !old.clusterIPs?.length) return false
  if (spec.clusterIPs?.[0] === old.clusterIPs[0] || old.clusterIPs[0] === 'None') return false
  errors.at('clusterIPs', 0).invalid(spec.clusterIPs, 'may not change once set')
  return true
}

function validateChange(spec: types.ServiceSpec, old: types.ServiceSpec, errors: FieldErrors): void {
  const class_ = spec.loadBalancerClass
  const at = errors.at('loadBalancerClass')
  // Verbatim: what is wrong with a class is said here and with the rest of the rules.
  if (spec.type !== 'LoadBalancer') {
    if (class_ !== undefined) at.forbidden("may only be used when `type` is 'LoadBalancer'")
  } else if (old.type === 'LoadBalancer' && class_ !== old.loadBalancerClass) {
    at.invalid(class_, 'may not change once set')
    checkName(class_, checkQualifiedName, at)
  }
  if (needsHealthCheck(spec) && needsHealthCheck(old) && !deepEqual(spec.healthCheckNodePort, old.healthCheckNodePort))
    errors.at('healthCheckNodePort').forbidden('field is immutable')
}

function externalAddresses({ spec, status }: types.Service): string {
  const own = spec?.externalIPs ?? []
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return orNone(own.join(','))
    case 'LoadBalancer': {
      const ingress = new Set((status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname || ''))
      ingress.delete('')
      const all = [...[...ingress].toSorted(), ...own]
      return all.length > 0 ? all.join(',') : '<pending>'
    }
    case 'ExternalName':
      return spec.externalName ?? ''
    default:
      return '<unknown>'
  }
}

function portText({ port, nodePort, protocol }: types.ServicePort): string {
  return nodePort ? `${port}:${nodePort}/${protocol}` : `${port}/${protocol}`
}
