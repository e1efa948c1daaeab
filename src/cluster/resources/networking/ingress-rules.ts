import type { FieldErrors } from '../../apimachinery/field-errors.ts'
import {
  checkLabel1035,
  checkPathSegment,
  checkPortName,
  checkSubdomain,
  checkWildcardSubdomain,
} from '../../apimachinery/names.ts'
import type * as types from '../generated/types.ts'
import { checkIp, parseIp } from '../shared/ip.ts'
import { checkName, checkPort, requireName } from '../shared/rules.ts'

/** How an ingress named its class before there was a field for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'

const PATH_TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'] as const
const BAD_SEQUENCES = ['//', '/./', '/../', '%2f', '%2F']
const BAD_ENDINGS = ['/..', '/.']

/** Rules of an Ingress; `errors` stands at it. */
export function validateIngress({ spec }: types.Ingress, errors: FieldErrors): void {
  const at = errors.at('spec')
  const { defaultBackend, ingressClassName, rules = [], tls = [] } = spec ?? {}
  if (rules.length === 0 && !defaultBackend) at.invalid(null, 'either `defaultBackend` or `rules` must be specified')
  if (defaultBackend) validateBackend(defaultBackend, at.at('defaultBackend'))
  for (const [index, rule] of rules.entries()) validateRule(rule, at.at('rules', index))
  for (const [index, { hosts = [], secretName }] of tls.entries()) {
    for (const [number, host] of hosts.entries()) checkName(host, checkHost, at.at('tls', index, 'hosts', number))
    if (secretName) checkName(secretName, checkSubdomain, at.at('tls', index, 'secretName'))
  }
  checkName(ingressClassName, checkSubdomain, at.at('ingressClassName'))
}

/** A new Ingress names its class once. */
export function validateClassAnnotation({ metadata, spec }: types.Ingress, errors: FieldErrors): void {
  const annotation = metadata.annotations?.[CLASS_ANNOTATION]
  if (annotation !== undefined && spec?.ingressClassName !== undefined && annotation !== spec.ingressClassName)
    // Verbatim: the path is not that of the annotation.
    errors
      .at('annotations', CLASS_ANNOTATION)
      .invalid(annotation, 'must match `ingressClassName` when both are specified')
}

const checkHost = (host: string) => (host.includes('*') ? checkWildcardSubdomain(host) : checkSubdomain(host))

function validateRule({ host, http }: types.IngressRule, errors: FieldErrors): void {
  if (host) {
    if (parseIp(host)) errors.at('host').invalid(host, 'must be a DNS name, not an IP address')
    else checkName(host, checkHost, errors.at('host'))
  }
  if (!http) return
  const at = errors.at('http', 'paths')
  if (!http.paths?.length) at.required()
  for (const [index, path] of (http.paths ?? []).entries()) validatePath(path, at.at(index))
}

function validatePath({ path = '', pathType, backend }: types.HTTPIngressPath, errors: FieldErrors): void {
  if (!pathType && typeof pathType !== 'string') return errors.at('pathType').required('pathType must be specified')
  if (pathType === 'Exact' || pathType === 'Prefix') validateStrictPath(path, errors.at('path'))
  else if (pathType === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) errors.at('path').invalid(path, 'must be an absolute path')
  } else errors.at('pathType').notSupported(pathType, PATH_TYPES)
  validateBackend(backend ?? {}, errors.at('backend'))
}

function validateStrictPath(path: string, errors: FieldErrors): void {
  if (!path.startsWith('/')) errors.invalid(path, 'must be an absolute path')
  for (const part of BAD_SEQUENCES) if (path.includes(part)) errors.invalid(path, `must not contain '${part}'`)
  for (const ending of BAD_ENDINGS) if (path.endsWith(ending)) errors.invalid(path, `cannot end with '${ending}'`)
}

function validateBackend({ service, resource }: types.IngressBackend, errors: FieldErrors): void {
  if (service && resource) return errors.invalid('', 'cannot set both resource and service backends')
  if (resource) return validateResource(resource, errors.at('resource'))
  if (!service) return errors.invalid('', 'resource or service backend is required')
  requireName(service.name, checkLabel1035, errors.at('service', 'name'))
  const { name = '', number = 0 } = service.port ?? {}
  if (name !== '' && number !== 0) errors.invalid('', 'cannot set both port name & port number')
  else if (name !== '') checkName(name, checkPortName, errors.at('service', 'port', 'name'))
  else if (number !== 0) checkPort(number, errors.at('service', 'port', 'number'))
  else errors.required('port name or number is required')
}

function validateResource({ apiGroup, kind, name }: types.TypedLocalObjectReference, errors: FieldErrors): void {
  checkName(apiGroup, checkSubdomain, errors.at('apiGroup'))
  requireName(kind, checkPathSegment, errors.at('kind'))
  requireName(name, checkPathSegment, errors.at('name'))
}

/** Rules of what an ingress controller reports; `errors` stands at the load balancer's status. */
export function validateIngressStatus({ ingress = [] }: types.IngressLoadBalancerStatus, errors: FieldErrors): void {
  for (const [index, { ip, hostname }] of ingress.entries()) {
    const at = errors.at('ingress', index)
    if (ip) checkName(ip, checkIp, at.at('ip'))
    if (!hostname) continue
    checkName(hostname, checkSubdomain, at.at('hostname'))
    if (parseIp(hostname)) at.at('hostname').invalid(hostname, 'must be a DNS name, not an IP address')
  }
}
