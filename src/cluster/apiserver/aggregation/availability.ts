import type { Clock } from '#base'
import * as kinds from '../../resources/generated/kinds.ts'
import type { APIService, APIServiceCondition } from '../../resources/generated/types.ts'
import { responseText } from '../calls/response-text.ts'
import type { AdmissionContext } from '../admission/admission.ts'
import { callRemote, type RemoteAccess } from './call-remote.ts'
import type { DiscoveredResource } from './remote-groups.ts'
import { toDiscovered } from './to-discovered.ts'

/** Whether an APIService can be used, and why. */
export type Availability = Pick<APIServiceCondition, 'status' | 'reason' | 'message'>

const CHECK_TIMEOUT_MS = 5000

/** What the Service behind an APIService tells; `undefined` when its server has to be asked. */
export function serviceAvailability(
  { spec }: APIService,
  context: Pick<AdmissionContext, 'read' | 'readAll'>,
): Availability | undefined {
  const reference = spec?.service
  if (!reference) return { status: 'True', reason: 'Local', message: 'Local APIServices are always available' }
  const { name = '', namespace = '', port = 443 } = reference
  const shown = `service/${name} in ${JSON.stringify(namespace)}`
  const fails = (reason: string, message: string): Availability => ({ status: 'False', reason, message })
  const service = context.read(kinds.Service, name, namespace)
  if (!service) return fails('ServiceNotFound', `${shown} is not present`)
  if (service.spec?.type === 'ExternalName') return undefined
  const found = service.spec?.ports?.find((item) => item.port === port)
  if (!found) return fails('ServicePortError', `${shown} is not listening on port ${port}`)
  const slices = [...context.readAll(kinds.EndpointSlice, namespace)].filter(
    ({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name,
  )
  if (slices.length === 0) return fails('EndpointsNotFound', `cannot find endpointslices for ${shown}`)
  const portName = found.name ?? ''
  const ready = slices.some(
    ({ ports, endpoints }) =>
      ports?.some((item) => (item.name ?? '') === portName) &&
      endpoints?.some(({ conditions }) => conditions?.ready !== false),
  )
  if (ready) return undefined
  return fails(
    'MissingEndpoints',
    `endpointslices for ${shown} have no addresses with port name ${JSON.stringify(portName)}`,
  )
}

/** Asks the server behind an APIService for what it serves. */
export async function askRemote(
  { spec }: APIService,
  access: RemoteAccess,
  clock: Clock,
): Promise<{ availability: Availability; resources: readonly DiscoveredResource[] }> {
  const { group = '', version = '', service } = spec!
  const path = `/apis/${group}/${version}`
  const ip = access.context.read(kinds.Service, service!.name ?? '', service!.namespace ?? '')?.spec?.clusterIP ?? ''
  const url = `https://${ip}:${service!.port ?? 443}${path}`
  const fails = (why: string) => ({
    availability: {
      status: 'False',
      reason: 'FailedDiscoveryCheck',
      message: `failing or missing response from ${url}: ${why}`,
    },
    resources: [],
  })
  const timeout = new AbortController()
  const timer = clock.setTimeout(() => timeout.abort(new Error('context deadline exceeded')), CHECK_TIMEOUT_MS)
  try {
    const headers = {
      accept: 'application/json',
      'x-remote-user': 'system:kube-aggregator',
      'x-remote-group': 'system:masters',
    }
    const request = { method: 'GET', path, query: '', headers, signal: timeout.signal }
    const response = await callRemote(access, spec!, request)
    const text = await responseText(response)
    if (response.status < 200 || response.status >= 300) return fails(`bad status from ${url}: ${response.status}`)
    return {
      availability: { status: 'True', reason: 'Passed', message: 'all checks passed' },
      resources: toDiscovered(text),
    }
  } catch (error) {
    const why = timeout.signal.aborted ? 'context deadline exceeded' : (error as Error).message
    return fails(`Get ${JSON.stringify(url)}: ${why}`)
  } finally {
    timer.cancel()
  }
}
