import * as kinds from '../../resources/generated/kinds.ts'
import type { AdmissionContext } from '../admission/admission.ts'

/** A Service that the server itself calls. */
export interface ServiceTarget {
  namespace: string
  name: string
  /** A number, or as a client writes it: a number, a name, `''` for the only one. */
  port: string | number
}

/** A Service that cannot be called; the message is the server's. */
export class ServiceError extends Error {
  override name = 'ServiceError'
}

/**
 * The address of one ready endpoint of a Service.
 * @param random between 0 and 1
 * @throws ServiceError
 */
export function serviceAddress(
  context: Pick<AdmissionContext, 'read' | 'readAll'>,
  { namespace, name, port }: ServiceTarget,
  random: () => number,
): { ip: string; port: number } {
  const quoted = JSON.stringify(name)
  const service = context.read(kinds.Service, name, namespace)
  if (!service) throw new ServiceError(`service ${quoted} not found`)
  const ports = service.spec?.ports ?? []
  const wanted = ports.find(
    (item) => item.name === port || String(item.port) === String(port) || (port === '' && ports.length === 1),
  )
  if (!wanted) throw new ServiceError(`no service port ${JSON.stringify(port)} found for service ${quoted}`)
  const found: { ip: string; port: number }[] = []
  for (const slice of context.readAll(kinds.EndpointSlice, namespace)) {
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== name) continue
    const number = slice.ports?.find((item) => (item.name ?? '') === (wanted.name ?? ''))?.port
    for (const { conditions, addresses } of slice.endpoints ?? [])
      if (number && conditions?.ready !== false && addresses[0]) found.push({ ip: addresses[0], port: number })
  }
  const chosen = found[Math.floor(random() * found.length)]
  if (!chosen) throw new ServiceError(`no endpoints available for service ${quoted}`)
  return chosen
}
