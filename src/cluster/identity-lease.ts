import { toMicros, type Clock, type Ids, type Log, type Timer } from '#base'
import { isReason } from './apimachinery/errors.ts'
import type { Client } from './client/client.ts'
import { HOST } from './components.ts'
import { Lease as Leases } from './resources/generated/kinds.ts'
import type { Lease } from './resources/generated/types.ts'

const NAMESPACE = 'kube-system'
const IDENTITY = 'apiserver.kubernetes.io/identity'
const RENEWAL_MS = 10_000
const LEASE_SECONDS = 3600

/**
 * Keeps the Lease by which an API server says that it is there.
 * @returns a function that ends it; the Lease stays.
 * @see https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity
 */
export function startIdentityLease(deps: { client: Client; clock: Clock; ids: Ids; log: Log }): () => void {
  const { client, clock, ids, log } = deps
  const holder = ids.uuid()
  let timer: Timer | undefined
  let ended = false
  const beat = async () => {
    try {
      await renew(client, clock, ids, holder)
    } catch (error) {
      // Somebody else has written in between; the next beat sees it.
      if (!isReason(error, 'Conflict', 'NotFound', 'AlreadyExists'))
        log.warn("the API server's lease is not renewed", { error })
    }
    if (!ended) timer = clock.setTimeout(() => void beat(), RENEWAL_MS)
  }
  void beat()
  return () => {
    ended = true
    timer?.cancel()
  }
}

async function renew(client: Client, clock: Clock, ids: Ids, holder: string): Promise<void> {
  const { items } = await client.list(Leases, { namespace: NAMESPACE, labelSelector: IDENTITY })
  const [known] = items
  const name = known?.metadata.name ?? `apiserver-${ids.suffix(26)}`
  const spec: Lease['spec'] = {
    ...known?.spec,
    holderIdentity: `${name}_${holder}`,
    leaseDurationSeconds: LEASE_SECONDS,
    renewTime: toMicros(clock.now()),
  }
  if (known) {
    await client.update(Leases, { ...known, spec })
    return
  }
  const labels = { [IDENTITY]: 'kube-apiserver', 'kubernetes.io/hostname': HOST }
  await client.create(Leases, { metadata: { name, namespace: NAMESPACE, labels }, spec })
}
