import { defineResource } from '../define-resource.ts'
import { Service } from '../generated/kinds.ts'
import type * as types from '../generated/types.ts'
import { ageColumn, formatLabels, nameColumn, orNone } from '../shared/columns.ts'

export const service = defineResource<types.Service>({
  type: Service,
  generation: 'none',
  nameRule: 'label1035',
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
