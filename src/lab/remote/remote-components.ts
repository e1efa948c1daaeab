import { createTokenSigner, openAuthority, type Clock, type Ids, type Log } from '#base'
import { createComponents, createHttpClient, type Component } from '#cluster'
import { createHttpsTransport } from './https-transport.ts'
import type { ApiAccess } from './kubeconfig-access.ts'

export interface RemoteComponentsOptions {
  access: ApiAccess
  clock: Clock
  ids: Ids
  log: Log
  /** Signs the lasting tokens of service accounts: what the API server trusts. Without it they are of no use to anybody. */
  tokenKey?: JsonWebKey
  /** Signs approved certificate requests; a key on P-256. */
  signing?: { certificatePem: string; privateKeyPem: string }
}

/** The control plane's components, each as its own account, as clients of an API server elsewhere. */
export interface RemoteComponents extends Disposable {
  readonly components: ReadonlyMap<string, Component>
}

/**
 * Joins the components of the control plane with an API server. Nothing runs until it is started.
 * @param options whose credentials must be those of somebody who may act as everybody, as an administrator may.
 * @throws when the signing key cannot be read.
 */
export async function createRemoteComponents(options: RemoteComponentsOptions): Promise<RemoteComponents> {
  const { access, clock, ids, log, tokenKey, signing } = options
  const transport = createHttpsTransport(access)
  const { components } = createComponents({
    clientFor: (user, component) => createHttpClient({ transport, user, impersonate: true, component }),
    clock,
    ids,
    log,
    controllers: {
      rootCa: access.authorityPem ?? '',
      signer: createTokenSigner(tokenKey),
      ...(signing && { certificateSigner: await openAuthority(signing, ids) }),
    },
  })
  return {
    components,
    [Symbol.dispose]() {
      for (const component of components.values()) component.stop()
      transport[Symbol.dispose]()
    },
  }
}
