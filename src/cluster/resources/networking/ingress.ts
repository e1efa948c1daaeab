import { defineResource } from '../define-resource.ts'
import { Ingress } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { abbreviate, ageColumn, nameColumn } from '../shared/columns.ts'

export const ingress = defineResource<types.Ingress>({
  type: Ingress,
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
