import type { Clock, Ids } from '#base'
import { decodeBase64 } from '../../resources/shared/base64.ts'
import type { WebhookClientConfig } from '../../resources/generated/types.ts'
import type { AdmissionContext } from '../admission/admission.ts'
import type { ApiRequest, ApiResponse } from '../http.ts'
import type { ProxyNetwork } from '../subresources/proxy.ts'
import { responseText } from './response-text.ts'
import { serviceAddress, ServiceError } from './service-address.ts'
import { hasCertificates, verifyCertificate } from './verify-certificate.ts'
import { refusalText } from './refusal-text.ts'

/** Posts reviews to webhooks. */
export type WebhookCaller = (call: WebhookCall) => Promise<string>

export interface WebhookCall {
  client: WebhookClientConfig
  /** JSON. */
  body: string
  userAgent: string
  timeoutSeconds: number
  /** Whether the timeout stands in the query, too. */
  sendsTimeout: boolean
  context: Pick<AdmissionContext, 'read' | 'readAll'>
}

/** A call that failed; the message says why in the server's words. */
export class CallError extends Error {
  override name = 'CallError'
}

/** A call that could not even be prepared. */
export class ClientError extends CallError {
  override name = 'ClientError'
}

/** Calls webhooks by HTTPS over the pod network, each with its own timeout. */
export function createWebhookCaller(deps: { network: ProxyNetwork; clock: Clock; ids: Ids }): WebhookCaller {
  return async (call) => {
    const { client, timeoutSeconds, sendsTimeout, body, userAgent } = call
    const bundle = decodeBundle(client.caBundle)
    const { base, path, serverName } = placeOf(client)
    const query = sendsTimeout ? `timeout=${timeoutSeconds}s` : ''
    const url = `${base}${path}${query && `?${query}`}`
    const timeout = new AbortController()
    const timer = deps.clock.setTimeout(
      () => timeout.abort(new CallError('context deadline exceeded')),
      timeoutSeconds * 1000,
    )
    try {
      const address = addressOf(client, call, deps)
      const request: ApiRequest = {
        method: 'POST',
        path,
        query,
        headers: {
          host: base.slice('https://'.length),
          'user-agent': userAgent,
          accept: 'application/json, */*',
          'content-type': 'application/json',
        },
        body: new TextEncoder().encode(body),
        signal: timeout.signal,
      }
      const response = await deps.network.request(address, request, (identity) =>
        verifyCertificate(identity, serverName, bundle),
      )
      return await acceptedText(response)
    } catch (error) {
      if (error instanceof RefusedError) throw new CallError(error.message)
      const reason = timeout.signal.aborted ? 'context deadline exceeded' : (error as Error).message
      throw new CallError(`Post ${JSON.stringify(url)}: ${reason}`)
    } finally {
      timer.cancel()
    }
  }
}

/** An answer that is no success. */
class RefusedError extends Error {}

async function acceptedText(response: ApiResponse): Promise<string> {
  const text = await responseText(response)
  if (response.status < 200 || response.status > 206) throw new RefusedError(refusalText(response.status, text))
  return text
}

function decodeBundle(caBundle: string | undefined): string {
  if (!caBundle) return ''
  const bundle = decodeBase64(caBundle)
  if (!hasCertificates(bundle))
    throw new ClientError(
      'could not get REST client: unable to load root certificates: unable to parse bytes as PEM block',
    )
  return bundle
}

function placeOf({ url, service }: WebhookClientConfig): { base: string; path: string; serverName: string } {
  if (service) {
    const serverName = `${service.name}.${service.namespace}.svc`
    return { base: `https://${serverName}:${service.port ?? 443}`, path: service.path || '/', serverName }
  }
  const { origin, pathname, hostname } = new URL(url!)
  return { base: origin, path: pathname, serverName: hostname }
}

const IS_ADDRESS = /^(\d+\.\d+\.\d+\.\d+|\[.*\])$/

function addressOf(
  { url, service }: WebhookClientConfig,
  { context }: WebhookCall,
  { network, ids }: { network: ProxyNetwork; ids: Ids },
): { ip: string; port: number } {
  if (service) {
    const { name, namespace, port = 443 } = service
    return serviceAddress(context, { name, namespace, port }, () => ids.random())
  }
  const { hostname, port } = new URL(url!)
  const number = Number(port || 443)
  if (IS_ADDRESS.test(hostname)) return { ip: hostname.replace(/^\[|\]$/g, ''), port: number }
  const [ip] = hostname === 'localhost' ? ['127.0.0.1'] : network.resolve(hostname)
  if (!ip) throw new ServiceError(`dial tcp: lookup ${hostname} on ${RESOLVER}:53: no such host`)
  return { ip, port: number }
}

// Where the control plane's machine asks for names.
const RESOLVER = '10.0.0.2'
