import type { UserInfo } from '../../client/client.ts'
import { decodeBase64 } from '../../resources/shared/base64.ts'
import type { APIService } from '../../resources/generated/types.ts'
import type { AdmissionContext } from '../admission/admission.ts'
import { serviceAddress } from '../calls/service-address.ts'
import { verifyCertificate } from '../calls/verify-certificate.ts'
import type { ApiRequest, ApiResponse } from '../http.ts'
import type { ProxyNetwork } from '../subresources/proxy.ts'

/** What is needed to reach other API servers. */
export interface RemoteAccess {
  network: ProxyNetwork
  context: Pick<AdmissionContext, 'read' | 'readAll'>
  random(): number
}

/** Sends a request to the server behind an APIService. @throws Error with why it cannot be reached */
export function callRemote(
  { network, context, random }: RemoteAccess,
  spec: NonNullable<APIService['spec']>,
  request: ApiRequest,
): Promise<ApiResponse> {
  const { name = '', namespace = '', port = 443 } = spec.service!
  const host = `${name}.${namespace}.svc`
  const bundle = spec.caBundle ? decodeBase64(spec.caBundle) : ''
  const address = serviceAddress(context, { name, namespace, port }, random)
  return network.request(address, { ...request, headers: { ...request.headers, host } }, (identity) => {
    if (!spec.insecureSkipTLSVerify) verifyCertificate(identity, host, bundle)
  })
}

/** The headers by which the server behind believes who asks, in place of the client's credentials. */
export function frontProxyHeaders(
  headers: Readonly<Record<string, string | undefined>>,
  user: UserInfo,
): Record<string, string | undefined> {
  const kept = Object.entries(headers).filter(
    ([name]) =>
      name !== 'authorization' && name !== 'host' && !name.startsWith('x-remote-') && !name.startsWith('impersonate-'),
  )
  const extra = Object.entries(user.extra ?? {}).map(([key, values]) => [
    `x-remote-extra-${encodeURIComponent(key.toLowerCase())}`,
    values.join(', '),
  ])
  return {
    ...Object.fromEntries(kept),
    'x-remote-user': user.name,
    ...(user.uid && { 'x-remote-uid': user.uid }),
    'x-remote-group': user.groups.join(', '),
    ...Object.fromEntries(extra),
  }
}
