import { byService, endpointsOf } from '../services/service-table.ts'
import type { Lister } from '../../client/object-cache.ts'
import type * as types from '../../resources/generated/types.ts'
import type { DnsQuestion, DnsRecord, ResponseCode } from './message.ts'

export interface KubernetesZone {
  services: Lister<types.Service>
  slices: Lister<types.EndpointSlice>
  namespaces: Lister<types.Namespace>
  /** `cluster.local` */
  domain: string
}

export interface DnsAnswer {
  code: ResponseCode
  answers: DnsRecord[]
  additional: DnsRecord[]
}

const TTL_SECONDS = 5
const NXDOMAIN: DnsAnswer = { code: 'NXDOMAIN', answers: [], additional: [] }
const NODATA: DnsAnswer = { code: 'NOERROR', answers: [], additional: [] }

/** The addresses behind one name: a Service, a port of it, or one endpoint. */
interface Target {
  /** Where the record says that the address is. */
  name: string
  ip: string
  port: { name: string; number: number; transport: string }
}

/**
 * What CoreDNS' `kubernetes` plugin answers (with `pods insecure`).
 * @returns `undefined` for names outside of the zone
 */
export function answerFromCluster(zone: KubernetesZone, question: DnsQuestion): DnsAnswer | undefined {
  const name = question.name.toLowerCase().replace(/\.$/, '')
  if (name.endsWith('.in-addr.arpa')) return answerReverse(zone, question, name)
  const suffix = `.${zone.domain}`
  if (name !== zone.domain && !name.endsWith(suffix)) return undefined
  const labels = name === zone.domain ? [] : name.slice(0, -suffix.length).split('.')
  const kind = labels.pop()
  if (kind === undefined) return NODATA
  if (kind === 'pod') return answerPod(zone, question, labels)
  if (kind !== 'svc') return NXDOMAIN
  const namespace = labels.pop()
  if (namespace === undefined) return NODATA
  const serviceName = labels.pop()
  if (serviceName === undefined) return zone.namespaces.get(namespace) ? NODATA : NXDOMAIN
  const service = zone.services.get(`${namespace}/${serviceName}`)
  return service ? answerService(zone, question, service, labels) : NXDOMAIN
}

/** @param labels what stands before the service's name: nothing, an endpoint, or `_port._protocol`. */
function answerService(
  zone: KubernetesZone,
  question: DnsQuestion,
  service: types.Service,
  labels: string[],
): DnsAnswer {
  const { spec } = service
  if (spec?.type === 'ExternalName') {
    if (labels.length > 0) return NXDOMAIN
    const record = { name: question.name, ttl: TTL_SECONDS, type: 'CNAME' as const, target: `${spec.externalName}.` }
    return { ...NODATA, answers: [record] }
  }
  let targets = spec?.clusterIP === 'None' ? headlessTargets(zone, service) : clusterTargets(zone, service)
  const [first, second] = labels
  if (labels.length === 1) {
    if (spec?.clusterIP !== 'None') return NXDOMAIN
    targets = targets.filter((target) => target.name.split('.')[0] === first)
  } else if (labels.length === 2 && first!.startsWith('_') && second!.startsWith('_')) {
    targets = targets.filter(({ port }) => `_${port.name}` === first && `_${port.transport.toLowerCase()}` === second)
  } else if (labels.length > 0) return NXDOMAIN
  if (targets.length === 0) return NXDOMAIN
  return answerTargets(question, targets)
}

function answerTargets(question: DnsQuestion, targets: readonly Target[]): DnsAnswer {
  const addresses = new Map(targets.map((target) => [`${target.name} ${target.ip}`, target]))
  const addressRecord = (name: string, ip: string): DnsRecord => ({
    name,
    ttl: TTL_SECONDS,
    type: ip.includes(':') ? 'AAAA' : 'A',
    address: ip,
  })
  if (question.type === 'A' || question.type === 'AAAA' || question.type === 'ANY') {
    const ips = [...new Set(targets.map(({ ip }) => ip))]
    const records = ips.map((ip) => addressRecord(question.name, ip))
    return { ...NODATA, answers: records.filter(({ type }) => question.type === 'ANY' || type === question.type) }
  }
  if (question.type !== 'SRV') return NODATA
  const weight = Math.floor(100 / addresses.size)
  const answers = targets.map(({ name, port }) => {
    const { number, transport: _transport } = port
    return {
      name: question.name,
      ttl: TTL_SECONDS,
      type: 'SRV' as const,
      priority: 0,
      weight,
      port: number,
      target: name,
    }
  })
  return { ...NODATA, answers, additional: [...addresses.values()].map(({ name, ip }) => addressRecord(name, ip)) }
}

function clusterTargets(zone: KubernetesZone, { metadata, spec }: types.Service): Target[] {
  const name = `${metadata.name}.${metadata.namespace}.svc.${zone.domain}.`
  const ips = spec?.clusterIPs ?? (spec?.clusterIP ? [spec.clusterIP] : [])
  return ips.flatMap((ip) =>
    (spec?.ports ?? []).map((port) => ({
      name,
      ip,
      port: { name: port.name ?? '', number: port.port, transport: port.protocol ?? 'TCP' },
    })),
  )
}

function headlessTargets(zone: KubernetesZone, { metadata }: types.Service): Target[] {
  const slices = zone.slices.by(byService, `${metadata.namespace}/${metadata.name}`)
  const domain = `${metadata.name}.${metadata.namespace}.svc.${zone.domain}.`
  return slices.flatMap((slice) =>
    (slice.endpoints ?? []).flatMap((endpoint) => {
      if (endpoint.conditions?.ready === false) return []
      const ports = slice.ports?.length ? slice.ports : [{ name: '', port: 0, protocol: 'TCP' }]
      return endpoint.addresses.flatMap((ip) => {
        const host = endpoint.hostname ?? ip.replaceAll(/[.:]/g, '-')
        return ports.map((port) => ({
          name: `${host}.${domain}`,
          ip,
          port: { name: port.name ?? '', number: port.port ?? 0, transport: port.protocol ?? 'TCP' },
        }))
      })
    }),
  )
}

/** `10-0-1-2.namespace.pod`: any address is believed, as long as the namespace is there. */
function answerPod(zone: KubernetesZone, question: DnsQuestion, labels: string[]): DnsAnswer {
  const namespace = labels.pop()
  if (namespace === undefined) return NODATA
  if (!zone.namespaces.get(namespace)) return NXDOMAIN
  const [host] = labels
  if (host === undefined) return NODATA
  const ip = host.replaceAll('-', '.')
  if (labels.length > 1 || !/^\d+(\.\d+){3}$/.test(ip)) return NXDOMAIN
  return question.type === 'A'
    ? { ...NODATA, answers: [{ name: question.name, ttl: TTL_SECONDS, type: 'A', address: ip }] }
    : NODATA
}

function answerReverse(zone: KubernetesZone, question: DnsQuestion, name: string): DnsAnswer | undefined {
  const ip = name.split('.').slice(0, 4).reverse().join('.')
  const record = (target: string): DnsRecord => ({ name: question.name, ttl: TTL_SECONDS, type: 'PTR', target })
  const service = zone.services.list().find(({ spec }) => spec?.clusterIPs?.includes(ip))
  if (service)
    return {
      ...NODATA,
      answers: [record(`${service.metadata.name}.${service.metadata.namespace}.svc.${zone.domain}.`)],
    }
  const answers = zone.services.list().flatMap(({ metadata }) => {
    const { namespace } = metadata
    const slices = zone.slices.by(byService, `${namespace}/${metadata.name}`)
    if (
      !slices.some(({ ports }) =>
        ports?.some(({ name: port }) => endpointsOf(slices, port ?? '').some((endpoint) => endpoint.ip === ip)),
      )
    )
      return []
    const endpoint = slices.flatMap(({ endpoints }) => endpoints ?? []).find(({ addresses }) => addresses.includes(ip))
    const host = endpoint?.hostname ?? ip.replaceAll('.', '-')
    return [record(`${host}.${metadata.name}.${namespace}.svc.${zone.domain}.`)]
  })
  return answers.length > 0 ? { ...NODATA, answers } : undefined
}
