import type { Informer } from '../../client/informer.ts'
import type * as types from '../../resources/generated/types.ts'
import type { Transport } from '../connection.ts'

/** One backend of a service port. */
export interface ServiceEndpoint {
  ip: string
  port: number
  nodeName: string | undefined
  ready: boolean
  serving: boolean
  terminating: boolean
  /** Zones that should use it; absent without hints. */
  zones?: readonly string[]
}

/** One port of a Service with everything that decides where its connections go. */
export interface ServicePort {
  /** `namespace/name:port`. */
  name: string
  transport: Transport
  port: number
  nodePort: number
  clusterIPs: readonly string[]
  /** Addresses outside of the cluster that nodes accept: external IPs and load balancers' addresses. */
  externalIPs: readonly string[]
  endpoints: readonly ServiceEndpoint[]
  affinitySeconds: number | undefined
  internalLocal: boolean
  externalLocal: boolean
}

/** An index that kube-proxy uses: all rules at one moment. */
export interface ServiceRules {
  /** `TCP/10.100.0.1:443` */
  byAddress: ReadonlyMap<string, ServicePort>
  /** `TCP/30080` */
  byNodePort: ReadonlyMap<string, ServicePort>
}

const SERVICE_NAME = 'kubernetes.io/service-name'
const DEFAULT_AFFINITY_SECONDS = 10_800

/** All Services and their endpoints as rules, computed once for all nodes whenever something changed. */
export class ServiceTable {
  readonly #services: Informer<types.Service>
  readonly #slices: Informer<types.EndpointSlice>
  #rules: ServiceRules | undefined

  constructor(services: Informer<types.Service>, slices: Informer<types.EndpointSlice>) {
    this.#services = services
    this.#slices = slices
    const changed = () => void (this.#rules = undefined)
    services.onChange(changed)
    slices.onChange(changed)
  }

  /** A snapshot: it does not change any more. */
  get rules(): ServiceRules {
    return (this.#rules ??= this.#compute())
  }

  #compute(): ServiceRules {
    const byAddress = new Map<string, ServicePort>()
    const byNodePort = new Map<string, ServicePort>()
    for (const service of this.#services.list()) {
      for (const port of this.#ports(service)) {
        for (const ip of [...port.clusterIPs, ...port.externalIPs])
          byAddress.set(`${port.transport}/${ip}:${port.port}`, port)
        if (port.nodePort) byNodePort.set(`${port.transport}/${port.nodePort}`, port)
      }
    }
    return { byAddress, byNodePort }
  }

  #ports(service: types.Service): ServicePort[] {
    const { spec } = service
    const { name, namespace, labels } = service.metadata
    if (!spec?.clusterIP || spec.clusterIP === 'None' || spec.type === 'ExternalName') return []
    // Another proxy looks after it.
    if (labels?.['service.kubernetes.io/service-proxy-name'] !== undefined) return []
    const slices = this.#slices.by(byService, `${namespace}/${name}`)
    const ingress = service.status?.loadBalancer?.ingress?.flatMap(({ ip }) => (ip ? [ip] : [])) ?? []
    return (spec.ports ?? []).map((port) => ({
      name: `${namespace}/${name}${port.name ? `:${port.name}` : ''}`,
      transport: (port.protocol ?? 'TCP') as Transport,
      port: port.port,
      nodePort: port.nodePort ?? 0,
      clusterIPs: spec.clusterIPs ?? [spec.clusterIP!],
      externalIPs: [...(spec.externalIPs ?? []), ...ingress],
      endpoints: endpointsOf(slices, port.name ?? ''),
      affinitySeconds:
        spec.sessionAffinity === 'ClientIP'
          ? (spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS)
          : undefined,
      internalLocal: spec.internalTrafficPolicy === 'Local',
      externalLocal: spec.externalTrafficPolicy === 'Local',
    }))
  }
}

/** Slices under `namespace/service`. */
export function byService({ metadata: { namespace, labels } }: types.EndpointSlice): string[] {
  const name = labels?.[SERVICE_NAME]
  return name ? [`${namespace}/${name}`] : []
}

/** Every address of the port named, ready or not, each once. */
export function endpointsOf(slices: readonly types.EndpointSlice[], portName: string): ServiceEndpoint[] {
  const found = new Map<string, ServiceEndpoint>()
  for (const slice of slices) {
    const port = slice.ports?.find(({ name }) => (name ?? '') === portName)?.port
    if (port === undefined) continue
    for (const { addresses, conditions, nodeName, hints } of slice.endpoints ?? []) {
      for (const ip of addresses) {
        found.set(`${ip}:${port}`, {
          ip,
          port,
          nodeName,
          ready: conditions?.ready ?? true,
          serving: conditions?.serving ?? conditions?.ready ?? true,
          terminating: conditions?.terminating ?? false,
          ...(hints?.forZones && { zones: hints.forZones.map(({ name }) => name) }),
        })
      }
    }
  }
  return [...found.values()]
}
