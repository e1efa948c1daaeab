import { defineResource } from '../define-resource.ts'
import { Ingress } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { abbreviate, ageColumn, nameColumn } from '../shared/columns.ts'
import { ipWarnings } from '../shared/ip.ts'
import { CLASS_ANNOTATION, validateClassAnnotation, validateIngress, validateIngressStatus } from './ingress-rules.ts'

export const ingress = defineResource<types.Ingress>({
  type: Ingress,
  validate(ingress, errors) {
    validateIngress(ingress, errors)
    validateClassAnnotation(ingress, errors)
  },
  // Verbatim: only new ingresses are refused for having a class twice.
  validateUpdate: (ingress, _old, errors) => validateIngress(ingress, errors),
  validateStatusUpdate: ({ status }, _old, errors) =>
    validateIngressStatus(status?.loadBalancer ?? {}, errors.at('status', 'loadBalancer')),
  warnings: ({ metadata, status }, old) => [
    ...(old || metadata.annotations?.[CLASS_ANNOTATION] === undefined
      ? []
      : [`annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`]),
    ...(status?.loadBalancer?.ingress ?? []).flatMap(({ ip }, index) =>
      ip ? ipWarnings(`status.loadBalancer.ingress[${index}].ip`, ip) : [],
    ),
  ],
  columns: [
    nameColumn,
    { name: 'Class', value: ({ spec }) => spec?.ingressClassName ?? '<none>' },
    { name: 'Hosts', value: hostsText },
    { name: 'Address', value: addressText },
    { name: 'Ports', value: ({ spec }) => (spec?.tls?.length ? '80, 443' : '80') },
    ageColumn,
  ],
})

function hostsText({ spec }: types.Ingress): string {
  const hosts = (spec?.rules ?? []).flatMap(({ host }) => (host ? [host] : []))
  return hosts.length === 0 ? '*' : abbreviate(hosts, 3)
}

function addressText({ status }: types.Ingress): string {
  return (status?.loadBalancer?.ingress ?? [])
    .map(({ ip, hostname }) => ip || hostname || '')
    .filter(Boolean)
    .join(',')
}
